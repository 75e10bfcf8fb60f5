package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "payments", description = "Finds payments of all accounts.", mixinStandardHelpOptions = true)
final class Payments {
    private static final String LINE = "%-36s %9s %9s %-20s %-24s %-24s %s%n";

    @Mixin
    private Main.Where where = new Main.Where();

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            description = "Lists payments that are still open long after their expiry, or have a refund without an"
                    + " outcome for as long.")
    int stuck(
            @Option(names = "--older-than", defaultValue = "PT15M", description = "default: ${DEFAULT-VALUE}")
                    Duration olderThan) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        var count = new AtomicInteger();
        try (var paymentService = new InternalApi(where.folder(), "payment-service")) {
            paymentService.forEach("/internal/stuck-payments?limit=100&older_than=" + olderThan.toSeconds(), stuck -> {
                if (count.getAndIncrement() == 0) {
                    out.printf(
                            Locale.ROOT,
                            LINE,
                            "payment",
                            "account",
                            "merchant",
                            "status",
                            "expired",
                            "next check",
                            "remark");
                }
                show(stuck, out);
            });
        }
        if (count.get() == 0) {
            out.println("no payment is stuck");
        }
        return 0;
    }

    private static void show(JsonNode stuck, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                LINE,
                stuck.path("payment_id").asText(),
                stuck.path("account_id").asText(),
                stuck.path("merchant_id").asText(),
                stuck.path("status").asText(),
                stuck.path("expires_at").asText(),
                stuck.path("next_check_at").asText(),
                remark(stuck));
    }

    private static String remark(JsonNode stuck) {
        if (!stuck.path("refund_pending_since").isNull()) {
            return "refund pending since " + stuck.path("refund_pending_since").asText();
        }
        String reported = stuck.path("invoice_status").isNull()
                ? "Paymoon has reported nothing"
                : "Paymoon last reported " + stuck.path("invoice_status").asText();
        return reported + ", queried " + stuck.path("checks").asText() + " times";
    }
}
