package info.sopranoexch.cli.merchant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import info.sopranoexch.cli.ApiClient;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "webhooks",
        description = "Shows, repeats and tests webhook deliveries.",
        mixinStandardHelpOptions = true)
public final class WebhooksCommand {
    @Command(description = "Lists webhook deliveries, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Option(names = "--payment", paramLabel = "PAYMENT_ID") @Nullable String paymentId,
            @Option(names = "--status", description = "such as pending, delivered, exhausted") @Nullable String status,
            @Mixin Limit limit) {
        output.list(
                api,
                new Query("/webhook-deliveries")
                        .with("payment_id", paymentId)
                        .with("status", status)
                        .with("limit", limit.value()),
                List.of("id", "payment_id", "type", "status", "attempts", "wait_reason", "created_at"),
                "no deliveries");
        return 0;
    }

    @Command(description = "Sends one delivery again.", mixinStandardHelpOptions = true)
    int redeliver(
            @Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "DELIVERY_ID") String deliveryId) {
        try (ApiClient client = api.client()) {
            output.object(client.post("/webhook-deliveries/" + deliveryId + "/redeliver", "{}", 202));
        }
        return 0;
    }

    @Command(description = "Sends a test event to each endpoint of a merchant.", mixinStandardHelpOptions = true)
    int test(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Option(names = "--merchant", paramLabel = "ID", description = "default: that of the local stack") @Nullable
                    Long merchantId) {
        try (ApiClient client = api.client()) {
            output.object(client.post("/merchant/" + api.merchantId(merchantId) + "/webhook/test", "{}", 202));
        }
        return 0;
    }

    @Command(
            description = "Sends all deliveries of a merchant from a time range again.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Option(names = "--merchant", paramLabel = "ID", description = "default: that of the local stack") @Nullable
                    Long merchantId,
            @Option(names = "--since", required = true, description = "such as 2026-01-31T12:00:00Z")
                    OffsetDateTime since,
            @Option(names = "--until", description = "default: now") @Nullable OffsetDateTime until) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("since", since.toString());
        if (until != null) {
            body.put("until", until.toString());
        }
        try (ApiClient client = api.client()) {
            output.object(
                    client.post("/merchant/" + api.merchantId(merchantId) + "/webhook/replay", body.toString(), 202));
        }
        return 0;
    }
}
