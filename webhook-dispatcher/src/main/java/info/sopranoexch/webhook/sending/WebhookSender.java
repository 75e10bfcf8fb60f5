package info.sopranoexch.webhook.sending;

import info.sopranoexch.starter.http.DeadlineWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends one webhook by one POST, without redirects and retries. It blocks the calling virtual thread until the response, a failure or the
 * deadline. It returns failures of the receiver as results and does not throw.
 */
@Component
public class WebhookSender implements AutoCloseable {
    private final SendingProperties properties;
    private final InstantSource clock;
    private final NameLookup lookup;
    private final DeadlineWatch deadlines = new DeadlineWatch("webhook-deadlines");
    private final CloseableHttpClient client;

    @Autowired
    WebhookSender(SendingProperties properties, InstantSource clock) {
        this(
                properties,
                clock,
                new NameLookup(
                        properties.dnsThreads(),
                        properties.dnsQueue(),
                        properties.connectTimeout(),
                        InetAddress::getAllByName));
    }

    WebhookSender(SendingProperties properties, InstantSource clock, NameLookup lookup) {
        this.properties = properties;
        this.clock = clock;
        this.lookup = lookup;
        this.client = HttpClients.create(
                properties,
                new CheckedResolver(
                        new AddressPolicy(properties.allowLoopback()),
                        properties.allowedPorts(),
                        lookup,
                        properties.maxAddresses()));
    }

    public SendResult send(WebhookRequest webhook) {
        AttemptTrace trace = AttemptTrace.begin();
        try {
            HttpPost request = request(webhook);
            HttpHost target = RoutingSupport.determineHost(request);
            try (var watched = deadlines.watch(request, properties.deadline().toNanos())) {
                return exchange(target, request, webhook.confidential(), trace, watched);
            }
        } catch (IllegalArgumentException | HttpException e) {
            return new SendResult(null, SendErrorCodes.INVALID_URL, null, null, trace.timings());
        } finally {
            AttemptTrace.end();
        }
    }

    private SendResult exchange(
            HttpHost target,
            HttpPost request,
            Set<String> confidential,
            AttemptTrace trace,
            DeadlineWatch.Watched watched) {
        Integer status = null;
        SendResult responded = null;
        try (ClassicHttpResponse response = client.executeOpen(target, request, HttpClientContext.create())) {
            status = response.getCode();
            Duration retryAfter = retryAfter(response);
            ResponseBody body = ResponseBody.read(
                    response.getEntity(),
                    (int) properties.maxResponse().toBytes(),
                    properties.maxExcerpt(),
                    confidential);
            responded = new SendResult(status, null, retryAfter, body.excerpt(), trace.timings());
            if (!body.complete()) {
                request.cancel(); // otherwise close() would read to the end, which may never come
            }
            return responded;
        } catch (IOException e) {
            return responded != null ? responded : failed(status, watched, SendErrorCodes.of(e), trace);
        } catch (RuntimeException e) {
            // The request was cancelled, or the client cannot parse the response.
            return responded != null ? responded : failed(status, watched, SendErrorCodes.PROTOCOL, trace);
        }
    }

    private static SendResult failed(
            @Nullable Integer status, DeadlineWatch.Watched watched, String error, AttemptTrace trace) {
        return new SendResult(status, watched.expired() ? SendErrorCodes.TIMEOUT : error, null, null, trace.timings());
    }

    private @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header == null ? null : RetryAfter.parse(response.getCode(), header.getValue(), clock.instant());
    }

    private static HttpPost request(WebhookRequest webhook) {
        URI url = URI.create(webhook.url());
        String scheme = url.getScheme();
        boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
        // url.getHost() is null for names with an underscore.
        String authority = url.getRawAuthority();
        if (!web || authority == null || authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException("not an HTTP URL");
        }
        HttpPost request = new HttpPost(url);
        for (Map.Entry<String, String> header : webhook.headers().entrySet()) {
            request.setHeader(header.getKey(), header.getValue());
        }
        request.setEntity(new ByteArrayEntity(webhook.body(), null));
        return request;
    }

    /** Aborts all requests in flight, because this instance must not send any longer. */
    public void abortAll() {
        deadlines.abortAll();
    }

    @Override
    public void close() throws IOException {
        deadlines.close();
        lookup.close();
        client.close();
    }
}
