package info.sopranoexch.cli.listen;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.ApiClient;
import info.sopranoexch.cli.ApiException;
import info.sopranoexch.cli.merchant.ApiOptions;
import info.sopranoexch.cli.merchant.Output;
import info.sopranoexch.cli.merchant.Query;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the events of the account through the Events API, and forwards them to local URLs in order. */
@Command(
        name = "listen",
        description = {
            "Forwards the account's events to URLs on this machine, as signed webhooks and in order.",
            "An event whose receiver fails is sent again until it succeeds; the events after it wait. The next run"
                    + " continues where this one stopped. Press Ctrl-C to stop.",
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the event of --until was forwarded", "1:failure", "2:invalid options", "3:--timeout elapsed"
        },
        mixinStandardHelpOptions = true)
public final class ListenCommand implements Callable<Integer> {
    private static final int TIMED_OUT = 3;
    private static final int LONG_POLL_SECONDS = 25;
    private static final Duration DEADLINE = Duration.ofSeconds(LONG_POLL_SECONDS + 15);

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--forward-to",
            paramLabel = "[TYPE=]URL",
            description =
                    "URL that receives events; with a type, such as payment.refunded=http://localhost:3000/refunds,"
                            + " only events of that type. Without this option events are only printed.")
    private List<String> forwardTo = List.of();

    @Option(names = "--merchant", paramLabel = "ID", description = "only events of this merchant")
    private @Nullable Long merchantId;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            description = "stored, beginning, latest or a cursor; stored is where the last run with the same options"
                    + " stopped, or latest without such a run; default: ${DEFAULT-VALUE}",
            defaultValue = "stored")
    private String from = "";

    @Option(names = "--skip-failed", description = "sends each event once, even if its receiver fails")
    private boolean skipFailed;

    @Option(
            names = "--receiver-timeout",
            paramLabel = "SECONDS",
            description = "for one response of a receiver; default: ${DEFAULT-VALUE}",
            defaultValue = "30")
    private int receiverTimeout;

    @Option(names = "--until", paramLabel = "TYPE", description = "stops after an event of this type")
    private @Nullable String until;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "stops after this time, such as 60s or 5m",
            converter = DurationConverter.class)
    private @Nullable Duration timeout;

    @Option(names = "--print-secret", description = "prints the secret that signs forwarded webhooks, and stops")
    private boolean printSecret;

    @Override
    public Integer call() throws InterruptedException {
        WebhookSigner signer = WebhookSigner.ofUser();
        if (printSecret) {
            output.out().println(signer.secret());
            return 0;
        }
        var routes = ForwardingRoutes.parse(forwardTo);
        var position = StoredPosition.of(api.url(), api.key(), routes, merchantId);
        var stop = new StopCondition(until, timeout);
        var log = new ListenLog(output);
        try (ApiClient client = api.client(DEADLINE);
                var forwarder = new EventForwarder(signer, Duration.ofSeconds(receiverTimeout))) {
            log.started(api.url(), routes, signer.secret());
            String cursor = start(client, position, stop, log);
            if (cursor != null) {
                // The next run begins here even if this one ends before the receiver has accepted an event.
                position.store(cursor);
            }
            while (cursor != null && !stop.isReached()) {
                JsonNode page = read(client, cursor, stop, log);
                if (page == null) {
                    break;
                }
                for (JsonNode event : page.path("data")) {
                    if (!forward(event, routes, forwarder, stop, log)) {
                        return TIMED_OUT;
                    }
                    cursor = event.path("cursor").asText();
                    position.store(cursor);
                    if (stop.isReachedBy(event)) {
                        return 0;
                    }
                }
                cursor = page.path("next_cursor").asText(cursor);
                position.store(cursor);
            }
        }
        return TIMED_OUT;
    }

    /** @return null if the time is over */
    private @Nullable String start(ApiClient client, StoredPosition position, StopCondition stop, ListenLog log)
            throws InterruptedException {
        return switch (from) {
            case "stored" -> {
                String stored = position.read();
                yield stored != null ? stored : resolve(client, "latest", stop, log);
            }
            case "beginning" -> "";
            default -> resolve(client, from, stop, log);
        };
    }

    /** Returns the cursor for a name such as {@code latest}, which would move with each request. */
    private @Nullable String resolve(ApiClient client, String name, StopCondition stop, ListenLog log)
            throws InterruptedException {
        if (!name.equals("latest")) {
            return name;
        }
        JsonNode page = request(client, query(name, null), stop, log);
        return page == null ? null : page.path("next_cursor").asText();
    }

    private @Nullable JsonNode read(ApiClient client, String cursor, StopCondition stop, ListenLog log)
            throws InterruptedException {
        long wait = Math.min(LONG_POLL_SECONDS, stop.remaining().toSeconds());
        return request(client, query(cursor, wait), stop, log);
    }

    private Query query(String cursor, @Nullable Long wait) {
        return new Query("/events")
                .with("after", cursor.isEmpty() ? null : cursor)
                .with("merchant_id", merchantId)
                .with("limit", 100)
                .with("wait", wait);
    }

    /** Repeats the request while the API is not available. @return null if the time is over */
    private static @Nullable JsonNode request(ApiClient client, Query query, StopCondition stop, ListenLog log)
            throws InterruptedException {
        var backoff = new Backoff();
        while (true) {
            try {
                JsonNode page = client.getOnce(query.path());
                log.connected();
                return page;
            } catch (ApiException e) {
                if (!e.isTemporary()) {
                    throw e;
                }
                log.disconnected(e);
                if (!backoff.pause(stop)) {
                    return null;
                }
            }
        }
    }

    /** @return false if the time was over before the receiver accepted the event */
    private boolean forward(
            JsonNode event, ForwardingRoutes routes, EventForwarder forwarder, StopCondition stop, ListenLog log)
            throws InterruptedException {
        String url = routes.find(event.path("type").asText());
        if (url == null) {
            log.notForwarded(event);
            return true;
        }
        var backoff = new Backoff();
        while (true) {
            EventForwarder.Result result = forwarder.forward(event, url);
            log.forwarded(event, url, result);
            if (result.isAccepted() || skipFailed) {
                return true;
            }
            if (!backoff.pause(stop)) {
                return false;
            }
        }
    }
}
