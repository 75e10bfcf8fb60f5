package info.sopranoexch.systemtests;

import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The stack of all system tests: two instances of each service, on free ports. */
final class Stack {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Duration STARTED = Duration.ofSeconds(60);
    /** Longer than the readiness interval of the load balancer. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final class Holder {
        private static final SpanCollector SPANS = new SpanCollector();
        private static final LocalStack STACK = start(SPANS);
        private static final String FIRST_KEY = makeFirstMerchant(STACK);
    }

    private Stack() {}

    static LocalStack shared() {
        return Holder.STACK;
    }

    /** The folder of the stack in target, which keeps the logs of failed tests. */
    static Path home() {
        return Path.of("target", "stack");
    }

    /** Logs of all processes; those of our services are JSON. */
    static Path logs() {
        return home().resolve("logs");
    }

    /** The collector of all spans of the services. */
    static SpanCollector spans() {
        return Holder.SPANS;
    }

    /** The key of the account that owns merchant 1. */
    static String firstApiKey() {
        return Holder.FIRST_KEY;
    }

    /** Creates an account with a merchant whose endpoint is the receiver. */
    static TestMerchant newMerchant(WebhookReceiver receiver) throws IOException, InterruptedException {
        LocalStack stack = shared();
        String key = newKey(stack);
        var client = new MerchantClient(stack.apiUrl(), key);
        var merchant = client.createMerchant("System test", receiver.url());
        receiver.expectSecret(merchant.text("webhook_secret"));
        return new TestMerchant(
                client,
                client.at(stack.apiUrl("api-gateway-2")),
                merchant.body().path("id").asLong(),
                key);
    }

    /** Services may be slow right after their start, so the request is repeated. */
    private static String newKey(LocalStack stack) {
        var admin = MerchantClient.admin(stack.apiUrl(), stack.adminKey());
        return await().atMost(STARTED)
                .until(
                        () -> admin.post("/admin/api-keys", "{\"name\":\"system test\"}"),
                        response -> response.status() == 201)
                .text("key");
    }

    private static String makeFirstMerchant(LocalStack stack) {
        try {
            String key = newKey(stack);
            var merchant = new MerchantClient(stack.apiUrl(), key)
                    .createMerchant("First", URI.create("http://127.0.0.1:9/webhook"));
            if (merchant.body().path("id").asLong() != 1) {
                throw new IllegalStateException("the first merchant of a fresh stack is " + merchant.body());
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static LocalStack start(SpanCollector spans) {
        try {
            Path home = Files.createDirectories(home()).toRealPath();
            var environment = Map.of(
                    "SOPRANO_TRACING_ENDPOINT",
                    spans.endpoint(),
                    "LOGGING_STRUCTURED_FORMAT_CONSOLE",
                    "ecs",
                    // Tests use hundreds of invalid keys from one address; EdgeIT tests that limit.
                    "SOPRANO_AUTHENTICATIONFAILURES_BURST",
                    "100000",
                    // Logs each call to Paymoon for LogsSystemTest.
                    "LOGGING_LEVEL_INFO_SOPRANOEXCH_PROVIDER_REQUESTS",
                    "debug");
            var options = new LocalStack.Options(PROJECT, home, true, true, 2)
                    .withDrain(DRAIN)
                    .withEnvironment(environment);
            var stack = LocalStack.start(options, new Progress(System.out));
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
