package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.domain.MerchantTerms;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.QuarantineReason;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.outbox.OutboxRecord;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.processing.OutcomeStore.Outcome;
import info.sopranoexch.payment.quarantine.QuarantineStore.HeldReport;
import info.sopranoexch.payment.timeline.TimelineEntry;
import info.sopranoexch.schemas.avro.ProviderEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A batch in memory: what was loaded for it, as changed so far, and what is to be written. Used by one thread. */
final class Workbench {
    /**
     * A report to be kept for an operator.
     *
     * @param record the value of its record, as it came
     */
    record SetAside(ProviderEvent event, EventIdentity identity, byte[] record, QuarantineReason reason) {}

    /** An event id is unique within its payment. */
    private record EventKey(String paymentId, String eventId) {}

    final Map<Long, MerchantTerms> merchants = new HashMap<>();
    final Map<OutcomeStore.Key, Outcome> outcomes = new HashMap<>();
    /** By the payment: reports that wait until the provider was queried about refunds of ours. Oldest first. */
    final Map<String, List<HeldReport>> heldReports = new HashMap<>();
    /** By the provider's id of a refund: the payment of that refund. */
    final Map<String, String> refundOwners = new HashMap<>();

    final Deque<Long> newIds = new ArrayDeque<>();

    final Map<String, Refund> refunds = new LinkedHashMap<>();
    final List<Outcome> newOutcomes = new ArrayList<>();
    final List<OutboxRecord> outbox = new ArrayList<>();
    final List<TimelineEntry> timeline = new ArrayList<>();
    final List<SetAside> quarantine = new ArrayList<>();
    final List<EventIdentity> leavingQuarantine = new ArrayList<>();
    final List<ReplySender.Addressed> replies = new ArrayList<>();

    private final Map<String, StoredPayment> payments = new HashMap<>();
    /** The content hash of each, as far as it is known. */
    private final Map<EventKey, Optional<String>> appliedEvents = new HashMap<>();

    private final Set<String> created = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();

    void loaded(List<StoredPayment> found, Map<String, List<Refund>> theirRefunds) {
        found.forEach(stored -> {
            String id = stored.payment().id();
            List<Refund> own = theirRefunds.getOrDefault(id, List.of());
            payments.put(
                    id, own.isEmpty() ? stored : stored.with(stored.payment().withRefunds(own)));
        });
    }

    @Nullable
    StoredPayment find(String paymentId) {
        return payments.get(paymentId);
    }

    void eventApplied(String paymentId, String eventId, @Nullable String contentHash) {
        appliedEvents.put(new EventKey(paymentId, eventId), Optional.ofNullable(contentHash));
    }

    /** Whether an event with this id was applied, whatever its content. */
    boolean isIdUsed(String paymentId, EventIdentity event) {
        return appliedEvents.containsKey(new EventKey(paymentId, event.eventId()));
    }

    /** Whether this very report was applied. Of an id without a hash the content is taken to be the same. */
    boolean isApplied(String paymentId, EventIdentity event) {
        Optional<String> hash = appliedEvents.get(new EventKey(paymentId, event.eventId()));
        return appliedEvents.containsKey(new EventKey(paymentId, event.distinctId()))
                || (hash != null
                        && (hash.isEmpty()
                                || event.contentHash() == null
                                || hash.get().equals(event.contentHash())));
    }

    void put(Refund refund) {
        refunds.put(refund.refundId(), refund);
        if (refund.providerRefundId() != null) {
            refundOwners.put(refund.providerRefundId(), refund.paymentId());
        }
    }

    void hold(String paymentId, HeldReport report) {
        heldReports.computeIfAbsent(paymentId, _ -> new ArrayList<>()).add(report);
    }

    void create(StoredPayment stored) {
        payments.put(stored.payment().id(), stored);
        created.add(stored.payment().id());
    }

    void change(StoredPayment stored, Payment after) {
        String id = after.id();
        if (stored.payment() == after) {
            return;
        }
        payments.put(id, stored.with(after));
        changed.add(id);
    }

    /** As they were created; what changed them in the same batch is in {@link #changed}. */
    List<StoredPayment> created() {
        return created.stream().map(this::get).toList();
    }

    /** Those created in this batch included: they are inserted as created and then changed. */
    List<StoredPayment> changed() {
        return changed.stream().map(this::get).toList();
    }

    private StoredPayment get(String paymentId) {
        StoredPayment stored = payments.get(paymentId);
        if (stored == null) {
            throw new IllegalStateException("not on the bench: " + paymentId);
        }
        return stored;
    }
}
