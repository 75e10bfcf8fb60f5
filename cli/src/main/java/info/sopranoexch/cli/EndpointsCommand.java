package info.sopranoexch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "endpoints",
        description = "Lists webhook endpoints of all accounts that fail or whose deliveries are suspended.",
        mixinStandardHelpOptions = true)
final class EndpointsCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var table = new Table(
                Objects.requireNonNull(spec).commandLine().getOut(),
                "%9s %9s %9s %9s %8s  %-24s  %s%n",
                List.of("endpoint", "merchant", "account", "failures", "waiting", "oldest", "last attempt"));
        try (ApiClient dispatcher = connection.internalApi("webhook-dispatcher")) {
            dispatcher.forEach(
                    "/internal/endpoints/troubled?limit=100",
                    endpoint -> table.row(
                            text(endpoint, "endpoint_id"),
                            text(endpoint, "merchant_id"),
                            text(endpoint, "account_id"),
                            text(endpoint, "failures"),
                            text(endpoint, "waiting"),
                            text(endpoint, "oldest_waiting_since"),
                            lastAttempt(endpoint)));
        }
        table.end("no endpoint fails, and no deliveries are suspended");
        return 0;
    }

    private static String lastAttempt(JsonNode endpoint) {
        String attempt = endpoint.path("last_http_status").isNumber()
                ? "status " + text(endpoint, "last_http_status")
                : text(endpoint, "last_error");
        String reason = text(endpoint, "held_because");
        if (reason.isEmpty()) {
            return attempt;
        }
        String until = text(endpoint, "held_until");
        return attempt + (attempt.isEmpty() ? "" : "; ") + "suspended: " + reason
                + (until.isEmpty() ? "" : " until " + until);
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).isNull() ? "" : object.path(field).asText();
    }
}
