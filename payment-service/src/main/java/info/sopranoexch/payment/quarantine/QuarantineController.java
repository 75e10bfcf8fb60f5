package info.sopranoexch.payment.quarantine;

import com.fasterxml.jackson.annotation.JsonProperty;
import info.sopranoexch.payment.quarantine.QuarantineStore.Entry;
import info.sopranoexch.payment.quarantine.QuarantineStore.State;
import info.sopranoexch.payment.web.Page;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Fields;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Operators' API of the quarantine. */
@RestController
@RequestMapping("/internal/quarantine")
class QuarantineController {
    private static final int MAX_OPERATOR = 100;
    private static final int MAX_DISMISSAL_REASON = 500;

    record EntryJson(
            long id,
            String eventId,
            String paymentId,
            @Nullable String source,
            String reason,
            String detail,
            int attempts,
            Instant quarantinedAt,
            Instant lastTriedAt,
            @Nullable String lastTriedBy,
            @Nullable Instant appliedAt,
            @Nullable Instant dismissedAt,
            @Nullable String dismissedBy,
            @JsonProperty("why") @Nullable String dismissalReason,
            @Nullable Object event) {}

    private final QuarantineStore store;
    private final ReportReplay replay;
    private final InstantSource clock;

    QuarantineController(QuarantineStore store, ReportReplay replay, InstantSource clock) {
        this.store = store;
        this.replay = replay;
        this.clock = clock;
    }

    @GetMapping
    Page<EntryJson> list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        long before = after == null ? Long.MAX_VALUE : Page.number(after.getFirst());
        return Page.of(
                        store.find(state(state), before, size + 1),
                        size,
                        entry -> Page.cursor(String.valueOf(entry.id())))
                .map(entry -> json(entry, null));
    }

    /** Returns the entry with the report. */
    @GetMapping("/{id}")
    EntryJson get(@PathVariable long id) {
        Entry entry = find(id);
        return json(entry, replay.read(entry));
    }

    /** Applies a report again, even a dismissed one. Responds 200 with the result, or 202 if there is none in time. */
    @PostMapping("/{id}/apply")
    ResponseEntity<EntryJson> apply(@PathVariable long id, @RequestBody(required = false) @Nullable ObjectNode body) {
        String operator = body == null ? null : operator(body);
        Entry before = find(id);
        if (before.appliedAt() != null) {
            return ResponseEntity.ok(json(before, null));
        }
        if (operator != null) {
            store.triedBy(id, operator);
        }
        Entry after = replay.apply(before);
        boolean decided = after.appliedAt() != null || after.attempts() != before.attempts();
        return ResponseEntity.status(decided ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(json(after, null));
    }

    /** Dismisses an entry that will never be applied. Repetitions change nothing. */
    @PostMapping("/{id}/dismiss")
    EntryJson dismiss(@PathVariable long id, @RequestBody ObjectNode body) {
        var fields = new Fields(body);
        String operator = fields.requiredText("operator", MAX_OPERATOR);
        String reason = fields.requiredText("why", MAX_DISMISSAL_REASON);
        fields.check();
        store.dismiss(id, Objects.requireNonNull(operator), Objects.requireNonNull(reason), clock.instant());
        Entry entry = find(id);
        if (entry.appliedAt() != null) {
            throw new ProblemException(409, "quarantine_entry_applied", "The quarantine entry was already applied.");
        }
        return json(entry, null);
    }

    private Entry find(long id) {
        return store.find(id).orElseThrow(() -> ProblemException.notFound("quarantine_entry"));
    }

    private static @Nullable String operator(ObjectNode body) {
        var fields = new Fields(body);
        String operator = fields.text("operator", MAX_OPERATOR);
        fields.check();
        return operator;
    }

    private static State state(String state) {
        return switch (state) {
            case "open" -> State.OPEN;
            case "applied" -> State.APPLIED;
            case "dismissed" -> State.DISMISSED;
            default ->
                throw new InvalidFieldsException(
                        FieldErrors.notOneOf("state", List.of("open", "applied", "dismissed")));
        };
    }

    private static EntryJson json(Entry entry, @Nullable Object event) {
        return new EntryJson(
                entry.id(),
                entry.eventId(),
                entry.paymentId(),
                entry.source(),
                entry.reason(),
                entry.detail(),
                entry.attempts(),
                entry.quarantinedAt(),
                entry.lastTriedAt(),
                entry.lastTriedBy(),
                entry.appliedAt(),
                entry.dismissedAt(),
                entry.dismissedBy(),
                entry.dismissalReason(),
                event);
    }
}
