package info.sopranoexch.cli.merchant;

import static info.sopranoexch.cli.merchant.ApiOptions.path;

import info.sopranoexch.cli.ApiClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "refunds", description = "Finds refunds.", mixinStandardHelpOptions = true)
public final class RefundsCommand {
    @Command(description = "Lists refunds, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Option(names = "--payment", paramLabel = "PAYMENT_ID") @Nullable String paymentId,
            @Option(names = "--status") @Nullable String status,
            @Option(names = "--limit", defaultValue = "20", description = "default: ${DEFAULT-VALUE}; 1 to 100")
                    int limit) {
        Map<String, @Nullable Object> filters = new LinkedHashMap<>();
        filters.put("payment_id", paymentId);
        filters.put("status", status);
        filters.put("limit", limit);
        try (ApiClient client = api.client()) {
            output.rows(
                    client.get(path("/refunds", filters)).path("data"),
                    List.of("refund_id", "payment_id", "status", "amount", "currency", "failure_code", "created_at"),
                    "no refunds");
        }
        return 0;
    }
}
