package info.sopranoexch.payment.quarantine;

import info.sopranoexch.payment.quarantine.QuarantineStore.Entry;
import info.sopranoexch.payment.web.Page;
import info.sopranoexch.payment.web.ProblemException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The quarantine, for operators. */
@RestController
@RequestMapping("/internal/quarantine")
class QuarantineController {
    record EntryJson(
            long id,
            String eventId,
            String paymentId,
            String reason,
            String detail,
            int attempts,
            Instant quarantinedAt,
            Instant lastTriedAt,
            @Nullable Instant appliedAt,
            @Nullable Object event) {}

    private final QuarantineStore store;
    private final ApplyAgain again;

    QuarantineController(QuarantineStore store, ApplyAgain again) {
        this.store = store;
        this.again = again;
    }

    @GetMapping
    Page<EntryJson> list(@RequestParam(defaultValue = "50") int limit, @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        List<Entry> found = store.open(after == null ? Long.MAX_VALUE : number(after.getFirst()), size + 1);
        return Page.of(found, size, entry -> Page.cursor(String.valueOf(entry.id())))
                .map(entry -> json(entry, null));
    }

    /** With the event itself. */
    @GetMapping("/{id}")
    EntryJson get(@PathVariable long id) {
        Entry entry = find(id);
        return json(entry, again.read(entry));
    }

    /** 200 with what became of it, 202 when nothing has yet. */
    @PostMapping("/{id}/apply")
    ResponseEntity<EntryJson> apply(@PathVariable long id) {
        Entry before = find(id);
        if (before.appliedAt() != null) {
            return ResponseEntity.ok(json(before, null));
        }
        Entry after = again.apply(before);
        boolean decided = after.appliedAt() != null || after.attempts() != before.attempts();
        return ResponseEntity.status(decided ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(json(after, null));
    }

    private Entry find(long id) {
        return store.find(id).orElseThrow(() -> ProblemException.notFound("quarantine_entry"));
    }

    private static EntryJson json(Entry entry, @Nullable Object event) {
        return new EntryJson(
                entry.id(),
                entry.eventId(),
                entry.paymentId(),
                entry.reason(),
                entry.detail(),
                entry.attempts(),
                entry.quarantinedAt(),
                entry.lastTriedAt(),
                entry.appliedAt(),
                event);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Page.badCursor();
        }
    }
}
