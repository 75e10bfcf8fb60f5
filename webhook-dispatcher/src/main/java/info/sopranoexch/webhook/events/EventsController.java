package info.sopranoexch.webhook.events;

import com.fasterxml.jackson.annotation.JsonRawValue;
import info.sopranoexch.starter.api.ListCursor;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.events.EventReader.EventPage;
import info.sopranoexch.webhook.events.EventReader.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the events of an account, and shows the gateway which accounts have new ones. */
@RestController
@RequestMapping("/internal/events")
class EventsController {
    private static final String ACCOUNT = "X-Account-Id";
    private static final String LIST = "events";
    private static final String LATEST = "latest";
    private static final int MAX_LIMIT = 100;

    /**
     * An event in the public API.
     *
     * @param id the {@code webhook-id}
     * @param type such as {@code payment.success} or {@code refund.failed}
     * @param cursor the position of the event in the list
     * @param data JSON: the body of the webhook, and the payment
     */
    record EventView(
            String id,
            String type,
            Instant createdAt,
            long paymentVersion,
            String cursor,
            @JsonRawValue String data) {}

    /**
     * @param nextCursor the position after the last event that was read
     * @param hasMore whether the next page may have events now
     */
    record EventList(List<EventView> data, String nextCursor, boolean hasMore) {}

    record PositionsRequest(List<Long> accountIds) {}

    /** @param positions the position of the last event of each account that has one */
    record Positions(Map<Long, Long> positions) {}

    private final EventReader reader;

    EventsController(EventReader reader) {
        this.reader = reader;
    }

    @GetMapping
    EventList list(
            @RequestHeader(ACCOUNT) long accountId,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(name = "payment_id", required = false) @Nullable String paymentId,
            @RequestParam(name = "merchant_id", required = false) @Nullable Long merchantId,
            @RequestParam(defaultValue = "20") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidFieldsException(FieldErrors.outOfRange("limit", 1, MAX_LIMIT));
        }
        var filter = new EventFilter(type, paymentId, merchantId);
        EventPage page = reader.page(accountId, filter, position(accountId, after), limit);
        return new EventList(
                page.events().stream().map(event -> view(accountId, event)).toList(),
                cursor(accountId, page.next()),
                page.hasMore());
    }

    @GetMapping("/{id}")
    EventView get(@RequestHeader(ACCOUNT) long accountId, @PathVariable String id) {
        return DeliveryIds.parseMessageId(id)
                .flatMap(message -> reader.find(accountId, message.paymentId(), message.version()))
                .map(event -> view(accountId, event))
                .orElseThrow(() -> ProblemException.notFound("event"));
    }

    @PostMapping("/positions")
    Positions positions(@RequestBody PositionsRequest request) {
        return new Positions(reader.lastPositions(request.accountIds()));
    }

    private static EventView view(long accountId, StoredEvent event) {
        return new EventView(
                event.messageId(),
                event.type(),
                event.occurredAt(),
                event.version(),
                cursor(accountId, event.position()),
                event.data());
    }

    private long position(long accountId, @Nullable String after) {
        if (after == null) {
            return 0;
        }
        if (after.equals(LATEST)) {
            return reader.lastPosition(accountId);
        }
        return ListCursor.decode(LIST, accountId, after)
                .orElseThrow(() -> new InvalidFieldsException(FieldErrors.invalidCursor("after")));
    }

    private static String cursor(long accountId, long position) {
        return ListCursor.encode(LIST, accountId, position);
    }
}
