package info.sopranoexch.cli.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import info.sopranoexch.cli.ApiClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates a payment in test mode and completes it, so that an event occurs. */
@Command(
        name = "trigger",
        description =
                "Causes an event in test mode: creates a payment and completes it at the sandbox of the payment provider.",
        mixinStandardHelpOptions = true)
public final class TriggerCommand implements Callable<Integer> {
    private static final Duration COMPLETION_TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 100;
    private static final BigDecimal PARTIAL_REFUND_DIVISOR = BigDecimal.valueOf(4);

    /** A payment in test mode until it has the status of the event. */
    private interface Scenario {
        void run(TriggerCommand command, ApiClient api, String paymentId);
    }

    /** By event; the status in the end is the part of the name after the dot, except for refunds. */
    private static final Map<String, Scenario> SCENARIOS = new TreeMap<>(Map.of(
            "payment.processing", (command, api, id) -> command.settle(id, "processing"),
            "payment.success", (command, api, id) -> command.settle(id, "paid"),
            "payment.failed", (command, api, id) -> command.settle(id, "declined"),
            "payment.expired", (command, api, id) -> command.settle(id, "expired"),
            "payment.cancelled", (command, api, id) -> api.postIdempotent(paymentPath(id) + "/cancel", "{}", 200, 202),
            "payment.refunded", (command, api, id) -> command.refund(api, id, null),
            "payment.partially_refunded", (command, api, id) -> command.refund(api, id, command.partOfAmount())));

    static final class EventNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SCENARIOS.keySet().iterator();
        }
    }

    @Mixin
    private ApiOptions options = new ApiOptions();

    @Mixin
    private Output output = new Output();

    @Parameters(
            paramLabel = "EVENT",
            completionCandidates = EventNames.class,
            description = "one of ${COMPLETION-CANDIDATES}")
    private String event = "";

    @Option(names = "--merchant", paramLabel = "ID", description = "default: that of the local stack")
    private @Nullable Long merchantId;

    @Option(
            names = "--amount",
            description = "default: ${DEFAULT-VALUE}; the sandbox's magic amounts have their own effects",
            defaultValue = "100.00")
    private BigDecimal amount = BigDecimal.ZERO;

    @Option(
            names = "--sandbox-url",
            paramLabel = "URL",
            description = "default: $SOPRANO_SANDBOX_URL, or that of the local stack",
            defaultValue = "${env:SOPRANO_SANDBOX_URL}")
    private @Nullable String sandboxUrl;

    @Override
    public Integer call() {
        Scenario scenario = SCENARIOS.get(event);
        if (scenario == null) {
            throw new IllegalArgumentException(
                    "there is no event " + event + " to trigger; use one of " + String.join(", ", SCENARIOS.keySet()));
        }
        try (ApiClient api = options.client()) {
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("merchant_id", options.merchantId(merchantId))
                    .put("amount", amount.toPlainString())
                    .put("description", "Triggered " + event)
                    .toString();
            String id = api.postIdempotent("/payment/create", body, 201, 202)
                    .path("payment_id")
                    .asText();
            scenario.run(this, api, id);
            output.object(awaitStatus(api, id, event.substring(event.indexOf('.') + 1)));
        }
        return 0;
    }

    private void settle(String paymentId, String outcome) {
        try (var sandbox = new ApiClient(options.sandboxUrl(sandboxUrl), "X-Client", "soprano-cli")) {
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("outcome", outcome)
                    .toString();
            sandbox.postRepeatedly("/control/invoices/by-external-id/" + paymentId + "/pay", body, 200);
        }
    }

    private void refund(ApiClient api, String paymentId, @Nullable BigDecimal part) {
        settle(paymentId, "paid");
        awaitStatus(api, paymentId, "success");
        var body = JsonNodeFactory.instance.objectNode();
        if (part != null) {
            body.put("amount", part.toPlainString());
        }
        api.postIdempotent(paymentPath(paymentId) + "/refund", body.toString(), 200, 202);
    }

    private BigDecimal partOfAmount() {
        return amount.divideToIntegralValue(PARTIAL_REFUND_DIVISOR).max(BigDecimal.ONE);
    }

    private static JsonNode awaitStatus(ApiClient api, String paymentId, String status) {
        long end = System.nanoTime() + COMPLETION_TIMEOUT.toNanos();
        JsonNode payment = api.get(paymentPath(paymentId));
        while (!payment.path("status").asText().equals(status)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("payment " + paymentId + " is still "
                        + payment.path("status").asText() + " after " + COMPLETION_TIMEOUT.toSeconds() + " s");
            }
            pause();
            payment = api.get(paymentPath(paymentId));
        }
        return payment;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String paymentPath(String paymentId) {
        return "/payment/" + paymentId;
    }
}
