package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "endpoints",
        description = "Lists webhook endpoints of all accounts that fail or whose deliveries are held.",
        mixinStandardHelpOptions = true)
final class Endpoints implements Callable<Integer> {
    private static final String LINE = "%9s %9s %9s %9s %8s  %-24s  %s%n";

    @Mixin
    private Main.Where where = new Main.Where();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        var count = new AtomicInteger();
        try (var dispatcher = new InternalApi(where.folder(), "webhook-dispatcher")) {
            dispatcher.forEach("/internal/endpoints/troubled?limit=100", endpoint -> {
                if (count.getAndIncrement() == 0) {
                    out.printf(
                            Locale.ROOT,
                            LINE,
                            "endpoint",
                            "merchant",
                            "account",
                            "failures",
                            "waiting",
                            "oldest",
                            "last attempt");
                }
                show(endpoint, out);
            });
        }
        if (count.get() == 0) {
            out.println("no endpoint fails, and no deliveries are held");
        }
        return 0;
    }

    private static void show(JsonNode endpoint, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                LINE,
                endpoint.path("endpoint_id").asText(),
                endpoint.path("merchant_id").asText(),
                endpoint.path("account_id").asText(),
                endpoint.path("failures").asText(),
                endpoint.path("waiting").asText(),
                text(endpoint, "oldest_waiting_since"),
                lastAttempt(endpoint));
    }

    private static String lastAttempt(JsonNode endpoint) {
        String attempt = endpoint.path("last_http_status").isNumber()
                ? "status " + endpoint.path("last_http_status").asText()
                : text(endpoint, "last_error");
        String held = text(endpoint, "held_because");
        if (held.isEmpty()) {
            return attempt;
        }
        String until = text(endpoint, "held_until");
        return attempt + (attempt.isEmpty() ? "" : "; ") + "held: " + held + (until.isEmpty() ? "" : " until " + until);
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).isNull() ? "" : object.path(field).asText();
    }
}
