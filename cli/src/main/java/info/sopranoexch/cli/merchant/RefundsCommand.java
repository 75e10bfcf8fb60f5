package info.sopranoexch.cli.merchant;

import java.util.List;
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
            @Mixin Limit limit) {
        output.list(
                api,
                new Query("/refunds")
                        .with("payment_id", paymentId)
                        .with("status", status)
                        .with("limit", limit.value()),
                List.of("refund_id", "payment_id", "status", "amount", "currency", "failure_code", "created_at"),
                "no refunds");
        return 0;
    }
}
