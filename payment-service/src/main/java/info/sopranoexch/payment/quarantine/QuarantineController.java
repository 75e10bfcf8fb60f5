package info.sopranoexch.payment.quarantine;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.kafka.Polling;
import info.sopranoexch.payment.quarantine.QuarantineStore.Entry;
import info.sopranoexch.payment.quarantine.QuarantineStore.State;
import info.sopranoexch.schemas.CloudEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Operators' API of the quarantine. */
@RestController
@RequestMapping("/internal/quarantine")
class QuarantineController {
    private static final int MAX_OPERATOR = 100;
    private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_DISMISSAL_REASON = 500;

    /** @param event the report; null in a list */
    record EntryResource(
            @JsonUnwrapped Entry entry, @Nullable Object event) {}

    private final QuarantineStore store;
    private final RecordSender sender;
    private final AvroCodec codec;
    private final InstantSource clock;

    QuarantineController(QuarantineStore store, RecordSender sender, AvroCodec codec, InstantSource clock) {
        this.store = store;
        this.sender = sender;
        this.codec = codec;
        this.clock = clock;
    }

    @GetMapping
    Page<EntryResource> list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        List<String> after = Page.parse(cursor, 1);
        long before = after == null ? Long.MAX_VALUE : Page.number(after.getFirst());
        State wanted = Objects.requireNonNull(HasCode.ofParameter(State.class, "state", state));
        return Page.of(store.find(wanted, before, size + 1), size, entry -> Page.cursor(String.valueOf(entry.id())))
                .map(QuarantineController::withoutReport);
    }

    /** Returns the entry with the report. */
    @GetMapping("/{id}")
    EntryResource get(@PathVariable long id) {
        Entry entry = find(id);
        ProviderEvent event = codec.read(Topics.PROVIDER_EVENTS, entry.record(), ProviderEvent.class);
        return new EntryResource(entry, JSON.readValue(event.toString(), Map.class));
    }

    /** Applies a report again, even a dismissed one. Responds 200 with the result, or 202 if there is none in time. */
    @PostMapping("/{id}/apply")
    ResponseEntity<EntryResource> apply(
            @PathVariable long id, @RequestBody(required = false) @Nullable ObjectNode body) {
        String operator = body == null ? null : operator(body);
        Entry before = find(id);
        if (before.appliedAt() != null) {
            return ResponseEntity.ok(withoutReport(before));
        }
        if (operator != null) {
            store.triedBy(id, operator);
        }
        Entry after = apply(before);
        boolean decided = after.appliedAt() != null || after.attempts() != before.attempts();
        return ResponseEntity.status(decided ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(withoutReport(after));
    }

    /** Dismisses an entry that will never be applied. Repetitions change nothing. */
    @PostMapping("/{id}/dismiss")
    EntryResource dismiss(@PathVariable long id, @RequestBody ObjectNode body) {
        var fields = new Fields(body);
        String operator = fields.requiredText("operator", MAX_OPERATOR);
        String reason = fields.requiredText("why", MAX_DISMISSAL_REASON);
        fields.check();
        store.dismiss(id, Objects.requireNonNull(operator), Objects.requireNonNull(reason), clock.instant());
        Entry entry = find(id);
        if (entry.appliedAt() != null) {
            throw new ProblemException(409, "quarantine_entry_applied", "The quarantine entry was already applied.");
        }
        return withoutReport(entry);
    }

    /**
     * Writes the report to its topic, so that it is applied in the usual order and under the usual lock.
     *
     * @return the entry after the attempt; unchanged if there was no result in time
     */
    private Entry apply(Entry entry) {
        byte[] key = entry.paymentId().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(Topics.PROVIDER_EVENTS, (@Nullable Integer) null, key, entry.record());
        CloudEvents.set(
                record.headers(),
                entry.eventId(),
                "provider.replayed",
                "/payment-service",
                entry.paymentId(),
                clock.instant());
        record.headers().add(QuarantineStore.HEADER, String.valueOf(entry.id()).getBytes(StandardCharsets.UTF_8));
        sender.send(List.of(record));
        return Polling.await(
                        RESULT_TIMEOUT,
                        () -> store.find(entry.id())
                                .filter(now -> now.appliedAt() != null || now.attempts() != entry.attempts()))
                .orElse(entry);
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

    private static EntryResource withoutReport(Entry entry) {
        return new EntryResource(entry, null);
    }
}
