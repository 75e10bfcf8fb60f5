package info.sopranoexch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "payments", description = "Finds payments of all accounts.", mixinStandardHelpOptions = true)
final class PaymentsCommand {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            description =
                    "Lists payments that are still open long after their expiry, or whose refund has had no outcome"
                            + " for as long.")
    int stuck(
            @Option(names = "--older-than", defaultValue = "PT15M", description = "default: ${DEFAULT-VALUE}")
                    Duration olderThan) {
        var table = new Table(
                Objects.requireNonNull(spec).commandLine().getOut(),
                "%-36s %9s %9s %-20s %-24s %-24s %s%n",
                List.of("payment", "account", "merchant", "status", "expired", "next check", "remark"));
        try (ApiClient paymentService = connection.internalApi("payment-service")) {
            paymentService.forEach(
                    "/internal/stuck-payments?limit=100&older_than=" + olderThan.toSeconds(),
                    payment -> table.row(
                            payment.path("payment_id").asText(),
                            payment.path("account_id").asText(),
                            payment.path("merchant_id").asText(),
                            payment.path("status").asText(),
                            payment.path("expires_at").asText(),
                            payment.path("next_check_at").asText(),
                            remark(payment)));
        }
        table.end("no payment is stuck");
        return 0;
    }

    private static String remark(JsonNode payment) {
        if (!payment.path("refund_pending_since").isNull()) {
            return "refund pending since "
                    + payment.path("refund_pending_since").asText();
        }
        String reported = payment.path("invoice_status").isNull()
                ? "Paymoon has reported nothing"
                : "Paymoon last reported " + payment.path("invoice_status").asText();
        return reported + ", queried " + payment.path("checks").asText() + " times";
    }
}
