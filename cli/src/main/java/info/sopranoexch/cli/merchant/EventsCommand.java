package info.sopranoexch.cli.merchant;

import info.sopranoexch.cli.ApiClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "events",
        description = "Shows the events of the account; `listen` forwards them.",
        mixinStandardHelpOptions = true)
public final class EventsCommand {
    @Command(description = "Lists events after a cursor, oldest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ApiOptions api,
            @Mixin Output output,
            @Option(names = "--after", paramLabel = "CURSOR", description = "default: the oldest event") @Nullable
                    String after,
            @Option(names = "--type", description = "such as payment.success") @Nullable String type,
            @Option(names = "--payment", paramLabel = "PAYMENT_ID") @Nullable String paymentId,
            @Mixin Limit limit) {
        output.list(
                api,
                new Query("/events")
                        .with("after", after)
                        .with("type", type)
                        .with("payment_id", paymentId)
                        .with("limit", limit.value()),
                List.of("id", "type", "created_at", "cursor"),
                "no events");
        return 0;
    }

    @Command(description = "Shows an event.", mixinStandardHelpOptions = true)
    int get(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "EVENT_ID") String eventId) {
        try (ApiClient client = api.client()) {
            output.object(client.get("/events/" + eventId));
        }
        return 0;
    }
}
