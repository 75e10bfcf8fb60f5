package info.sopranoexch.benchmarks.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates payments over REST. */
@Command(
        name = "create",
        description = "Creates payments over REST and prints latencies.",
        mixinStandardHelpOptions = true)
public final class CreatePaymentBenchmark implements Callable<Integer> {
    static final String CREATED = "201";

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

    /** Exits with a non-zero code if a measured request does not receive 201. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CreatePaymentBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        var profile = new LoadProfile(rate, concurrency, Duration.ofSeconds(warmup), Duration.ofSeconds(seconds));
        LoadResult result = run(profile, baseUrl, apiKey, merchantId);
        System.out.println(LoadResult.header());
        System.out.println(result.row("create"));
        return result.allWere(CREATED) ? 0 : 1;
    }

    static LoadResult run(LoadProfile profile, String baseUrl, String apiKey, long merchantId)
            throws IOException, InterruptedException {
        String body = String.format(
                Locale.ROOT,
                "{\"merchant_id\":%d,\"amount\":1000.00,\"currency\":\"RUB\",\"description\":\"benchmark\"}",
                merchantId);
        try (var http = new LoadHttpClient(profile.concurrency())) {
            LoadGenerator.Request create =
                    _ -> String.valueOf(http.post(baseUrl + "/payment/create", Map.of("X-API-Key", apiKey), body)
                            .status());
            return new LoadGenerator(profile, create, CREATED).run();
        }
    }
}
