package info.sopranoexch.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.ApiException;
import info.sopranoexch.cli.merchant.Output;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Prints the output of {@code listen}: one line per attempt, or with {@code --json} one event per line. */
final class ListenLog {
    private final Output output;
    private boolean disconnected;

    ListenLog(Output output) {
        this.output = output;
    }

    void started(String apiUrl, ForwardingRoutes routes, String secret) {
        if (output.isJson()) {
            return;
        }
        PrintWriter out = output.out();
        out.println("listening to the events of " + apiUrl);
        routes.urls().forEach((type, url) -> out.println("  " + (type.isEmpty() ? "events" : type) + " -> " + url));
        if (!routes.urls().isEmpty()) {
            out.println("webhooks are signed with " + secret);
        }
        out.flush();
    }

    void connected() {
        if (disconnected) {
            line("connected again");
        }
        disconnected = false;
    }

    void disconnected(ApiException failure) {
        if (!disconnected) {
            line(failure.getMessage() + "; waiting until it works again");
        }
        disconnected = true;
    }

    void notForwarded(JsonNode event) {
        if (output.isJson()) {
            json(event);
        } else {
            line(describe(event));
        }
    }

    void forwarded(JsonNode event, String url, EventForwarder.Result result) {
        String response = result.failure().isEmpty() ? "status " + result.status() : result.failure();
        if (!output.isJson()) {
            line(String.format(
                    Locale.ROOT,
                    "%s -> %s  %s (%d ms)",
                    describe(event),
                    url,
                    response,
                    result.duration().toMillis()));
        } else if (result.isAccepted()) {
            json(event);
        }
    }

    private void json(JsonNode event) {
        output.out().println(event);
        output.out().flush();
    }

    private static String describe(JsonNode event) {
        return String.format(
                Locale.ROOT,
                "%-28s %s",
                event.path("type").asText(),
                event.path("data").path("payment_id").asText());
    }

    private void line(String text) {
        if (!output.isJson()) {
            output.out().println(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + text);
            output.out().flush();
        }
    }
}
