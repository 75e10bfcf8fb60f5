package info.sopranoexch.cli.merchant;

import static info.sopranoexch.cli.merchant.ApiOptions.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import info.sopranoexch.cli.ApiClient;
import info.sopranoexch.cli.ConnectionOptions;
import info.sopranoexch.cli.Table;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "payments",
        description = "Creates, finds, cancels and refunds payments.",
        mixinStandardHelpOptions = true)
public final class PaymentsCommand {
    @Command(description = "Lists payments, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Option(names = "--merchant", paramLabel = "ID") @Nullable Long merchantId,
            @Option(names = "--status") @Nullable String status,
            @Option(names = "--order-id") @Nullable String orderId,
            @Mixin Limit limit) {
        output.list(
                api,
                new Query("/payments")
                        .with("merchant_id", merchantId)
                        .with("status", status)
                        .with("order_id", orderId)
                        .with("limit", limit.value()),
                List.of("payment_id", "status", "amount", "currency", "order_id", "created_at"),
                "no payments");
        return 0;
    }

    @Command(description = "Shows a payment.", mixinStandardHelpOptions = true)
    int get(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "PAYMENT_ID") String paymentId) {
        try (ApiClient client = api.client()) {
            output.object(client.get("/payment/" + paymentId));
        }
        return 0;
    }

    @Command(description = "Creates a payment.", mixinStandardHelpOptions = true)
    int create(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Option(names = "--merchant", paramLabel = "ID", description = "default: that of the local stack") @Nullable
                    Long merchantId,
            @Option(names = "--amount", required = true, description = "such as 1000.00") BigDecimal amount,
            @Option(names = "--currency", description = "default: the merchant's") @Nullable String currency,
            @Option(names = "--description") @Nullable String description,
            @Option(names = "--order-id") @Nullable String orderId,
            @Option(names = "--return-url") @Nullable String returnUrl) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("merchant_id", api.merchantId(merchantId))
                .put("amount", amount.toPlainString())
                .put("currency", currency)
                .put("description", description)
                .put("order_id", orderId)
                .put("return_url", returnUrl);
        try (ApiClient client = api.client()) {
            output.object(client.postIdempotent("/payment/create", body.toString(), 201, 202));
        }
        return 0;
    }

    @Command(description = "Cancels an unpaid payment.", mixinStandardHelpOptions = true)
    int cancel(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "PAYMENT_ID") String paymentId) {
        try (ApiClient client = api.client()) {
            output.object(client.postIdempotent("/payment/" + paymentId + "/cancel", "{}", 200, 202));
        }
        return 0;
    }

    @Command(description = "Refunds a paid payment, in full unless --amount is given.", mixinStandardHelpOptions = true)
    int refund(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Parameters(paramLabel = "PAYMENT_ID") String paymentId,
            @Option(names = "--amount", description = "such as 250.00") @Nullable BigDecimal amount) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (amount != null) {
            body.put("amount", amount.toPlainString());
        }
        try (ApiClient client = api.client()) {
            output.object(client.postIdempotent("/payment/" + paymentId + "/refund", body.toString(), 200, 202));
        }
        return 0;
    }

    @Command(
            description = "Shows everything that happened to a payment, oldest first.",
            mixinStandardHelpOptions = true)
    int timeline(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "PAYMENT_ID") String paymentId) {
        try (ApiClient client = api.client()) {
            client.forEach("/payment/" + paymentId + "/timeline", output::object);
        }
        return 0;
    }

    @Command(
            description =
                    "For operators: lists payments that are still open long after their expiry, or whose refund has had"
                            + " no outcome for as long.",
            mixinStandardHelpOptions = true)
    int stuck(
            @Mixin ConnectionOptions connection,
            @Mixin Output output,
            @Option(names = "--older-than", defaultValue = "PT15M", description = "default: ${DEFAULT-VALUE}")
                    Duration olderThan) {
        var table = new Table(
                output.out(),
                "%-36s %9s %9s %-20s %-24s %-24s %s%n",
                List.of("payment", "account", "merchant", "status", "expired", "next check", "remark"));
        try (ApiClient paymentService = connection.internalApi("payment-service")) {
            paymentService.forEach(
                    "/internal/stuck-payments?limit=100&older_than=" + olderThan.toSeconds(),
                    payment -> table.row(
                            text(payment, "payment_id"),
                            text(payment, "account_id"),
                            text(payment, "merchant_id"),
                            text(payment, "status"),
                            text(payment, "expires_at"),
                            text(payment, "next_check_at"),
                            remark(payment)));
        }
        table.end("no payment is stuck");
        return 0;
    }

    private static String remark(JsonNode payment) {
        String refundPendingSince = text(payment, "refund_pending_since");
        if (!refundPendingSince.isEmpty()) {
            return "refund pending since " + refundPendingSince;
        }
        String invoiceStatus = text(payment, "invoice_status");
        String reported =
                invoiceStatus.isEmpty() ? "Paymoon has reported nothing" : "Paymoon last reported " + invoiceStatus;
        return reported + ", queried " + text(payment, "checks") + " times";
    }
}
