package info.sopranoexch.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** Sends JSON over persistent connections without retries. */
final class LoadHttpClient implements AutoCloseable {
    record Response(int status, String body) {
        /** @param pattern with a group for the value */
        String field(String pattern) {
            Matcher matcher = Pattern.compile(pattern).matcher(body);
            if (!matcher.find()) {
                throw new IllegalStateException("no " + pattern + " in " + status + " " + body);
            }
            return matcher.group(1);
        }
    }

    private static final Timeout DEADLINE = Timeout.ofSeconds(30);

    private final CloseableHttpClient http;

    /** @param connections at most, to each host */
    LoadHttpClient(int connections) {
        var manager = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(connections)
                .setMaxConnTotal(2 * connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(DEADLINE)
                        .setSocketTimeout(DEADLINE)
                        .build())
                .build();
        http = HttpClients.custom()
                .setConnectionManager(manager)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(DEADLINE)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    Response post(String url, Map<String, String> headers, String body) throws IOException {
        return send("POST", url, headers, body);
    }

    /** @param body empty for none */
    Response send(String method, String url, Map<String, String> headers, String body) throws IOException {
        var request = new HttpUriRequestBase(method, URI.create(url));
        headers.forEach(request::setHeader);
        if (!body.isEmpty()) {
            request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        }
        return http.execute(
                request, response -> new Response(response.getCode(), EntityUtils.toString(response.getEntity())));
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
