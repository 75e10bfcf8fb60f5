package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.MerchantPolicy;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.idempotency.CommandResultStore;
import info.sopranoexch.payment.idempotency.CommandResultStore.CommandResult;
import info.sopranoexch.payment.payments.StoredPayment;
import info.sopranoexch.payment.quarantine.QuarantineStore.HeldReport;
import info.sopranoexch.payment.quarantine.QuarantineStore.NewEntry;
import info.sopranoexch.payment.quarantine.ReportIdentity;
import info.sopranoexch.payment.timeline.TimelineEntry;
import info.sopranoexch.starter.outbox.OutboxRecord;
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

/** A batch in memory: the loaded rows with all changes so far, and the rows to write. Not thread-safe. */
final class BatchContext {
    /** An event id is unique for its payment only. */
    private record EventKey(String paymentId, String eventId) {}

    // Loaded rows.
    final Map<Long, MerchantPolicy> merchants = new HashMap<>();
    final Map<CommandResultStore.Key, CommandResult> results = new HashMap<>();
    /** By payment id: reports that wait for a response of the provider about our refunds, oldest first. */
    final Map<String, List<HeldReport>> heldReports = new HashMap<>();
    /** Payment ids by the provider's refund id. */
    final Map<String, String> refundOwners = new HashMap<>();

    final Deque<Long> newIds = new ArrayDeque<>();

    // Rows to write.
    final Map<String, Refund> refunds = new LinkedHashMap<>();
    final List<CommandResult> newResults = new ArrayList<>();
    final List<OutboxRecord> outbox = new ArrayList<>();
    final List<TimelineEntry> timeline = new ArrayList<>();
    final List<NewEntry> quarantine = new ArrayList<>();
    final List<ReportIdentity> leavingQuarantine = new ArrayList<>();
    final List<ReplySender.AddressedReply> replies = new ArrayList<>();

    private final Map<String, StoredPayment> payments = new HashMap<>();
    private final Map<EventKey, Optional<String>> contentHashes = new HashMap<>();
    private final Set<String> created = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();

    void addLoaded(StoredPayment stored, List<Refund> refundsOfPayment) {
        Payment payment = stored.payment();
        payments.put(
                payment.id(), refundsOfPayment.isEmpty() ? stored : stored.with(payment.withRefunds(refundsOfPayment)));
    }

    @Nullable
    StoredPayment find(String paymentId) {
        return payments.get(paymentId);
    }

    void addResult(CommandResult result) {
        results.put(result.key(), result);
        newResults.add(result);
    }

    void eventApplied(String paymentId, String eventId, @Nullable String contentHash) {
        contentHashes.put(new EventKey(paymentId, eventId), Optional.ofNullable(contentHash));
    }

    /** Whether a report with this event id was applied, whatever its content. */
    boolean isIdUsed(String paymentId, ReportIdentity report) {
        return contentHashes.containsKey(new EventKey(paymentId, report.eventId()));
    }

    /** Whether exactly this report was applied. A report without a content hash equals each report with its id. */
    boolean isApplied(String paymentId, ReportIdentity report) {
        Optional<String> hash = contentHashes.get(new EventKey(paymentId, report.eventId()));
        return contentHashes.containsKey(new EventKey(paymentId, report.distinctId()))
                || (hash != null
                        && (hash.isEmpty()
                                || report.contentHash() == null
                                || hash.get().equals(report.contentHash())));
    }

    void put(Refund refund) {
        refunds.put(refund.refundId(), refund);
        if (refund.providerRefundId() != null) {
            refundOwners.put(refund.providerRefundId(), refund.paymentId());
        }
    }

    void hold(HeldReport report) {
        heldReports.computeIfAbsent(report.paymentId(), _ -> new ArrayList<>()).add(report);
    }

    void create(StoredPayment stored) {
        payments.put(stored.payment().id(), stored);
        created.add(stored.payment().id());
    }

    void change(StoredPayment stored, Payment after) {
        if (stored.payment() != after) {
            payments.put(after.id(), stored.with(after));
            changed.add(after.id());
        }
    }

    /** Payments to insert. If such a payment changed in the same batch, it is in {@link #changed} too. */
    List<StoredPayment> created() {
        return created.stream().map(this::get).toList();
    }

    /** Payments to update, after the inserts. */
    List<StoredPayment> changed() {
        return changed.stream().map(this::get).toList();
    }

    private StoredPayment get(String paymentId) {
        StoredPayment stored = payments.get(paymentId);
        if (stored == null) {
            throw new IllegalStateException("not in the batch: " + paymentId);
        }
        return stored;
    }
}
