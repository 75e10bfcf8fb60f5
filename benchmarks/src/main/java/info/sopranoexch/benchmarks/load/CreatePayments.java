package info.sopranoexch.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates payments over REST. */
@Command(
        name = "create",
        description = "Creates payments over REST and prints latencies.",
        mixinStandardHelpOptions = true)
public final class CreatePayments implements Callable<Integer> {
    private static final Timeout DEADLINE = Timeout.ofSeconds(30);

    @Option(names = "--base-url", required = true, description = "such as http://localhost:8080/api/v1")
    private String baseUrl = "";

    @Option(names = "--api-key", defaultValue = "${SOPRANO_API_KEY}", required = true)
    private String apiKey = "";

    @Option(names = "--merchant", defaultValue = "1")
    private long merchantId;

    @Option(names = "--rate", defaultValue = "0", description = "open: requests a second")
    private double rate;

    @Option(names = "--concurrency", defaultValue = "64", description = "closed: clients; open: most in flight")
    private int concurrency;

    @Option(names = "--warmup", defaultValue = "5", description = "seconds")
    private int warmup;

    @Option(names = "--seconds", defaultValue = "15", description = "seconds measured")
    private int seconds;

    /** Exits non-zero when a measured request was answered otherwise than with 201. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CreatePayments()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var plan = new LoadPlan(rate, concurrency, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
        try (CloseableHttpClient http = client()) {
            LoadResult result = new LoadDriver(plan, _ -> create(http), "201").run();
            System.out.println(LoadResult.header());
            System.out.println(result.row("create"));
            return result.outcomes().keySet().stream().allMatch("201"::equals) ? 0 : 1;
        }
    }

    private String create(CloseableHttpClient http) throws IOException {
        var request = new HttpPost(baseUrl + "/payment/create");
        request.setHeader("X-API-Key", apiKey);
        String body = "{\"merchant_id\":%d,\"amount\":1000.00,\"currency\":\"RUB\",\"description\":\"benchmark\"}"
                .formatted(merchantId);
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        return http.execute(request, response -> {
            EntityUtils.consume(response.getEntity());
            return String.valueOf(response.getCode());
        });
    }

    private CloseableHttpClient client() {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(concurrency)
                .setMaxConnTotal(concurrency)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(DEADLINE)
                        .setSocketTimeout(DEADLINE)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
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
}
