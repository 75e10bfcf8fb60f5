package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.ingest.DeliveryStatements.PaymentQueue;
import info.sopranoexch.webhook.retention.PartitionKeys;
import info.sopranoexch.webhook.retention.Partitions;
import info.sopranoexch.webhook.scheduler.DeliveryDispatcher;
import info.sopranoexch.webhook.suspension.SuspensionEvents;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Inserts new deliveries. The same transaction publishes the deliveries of suspended endpoints, and notifies other
 * instances whose queues get a delivery. Usually neither is necessary; then the insert is sent together with the
 * commit.
 */
@Component
class DeliveryInserter {
    private final Partitions partitions;
    private final SuspensionEvents suspensionEvents;
    private final DeliveryDispatcher dispatcher;
    private final JdbcTemplate jdbc;

    DeliveryInserter(
            Partitions partitions,
            SuspensionEvents suspensionEvents,
            DeliveryDispatcher dispatcher,
            JdbcTemplate jdbc) {
        this.partitions = partitions;
        this.suspensionEvents = suspensionEvents;
        this.dispatcher = dispatcher;
        this.jdbc = jdbc;
    }

    /**
     * Runs a transaction that inserts events. The partitions of {@code expected} are created before the transaction,
     * so that the two do not wait for each other's locks. If a partition is still missing, the partitions {@code all}
     * are created and the transaction is run again.
     */
    <T> T withPartitions(List<IncomingEvent> expected, Supplier<PartitionKeys> all, Supplier<T> transaction) {
        expected.stream().map(IncomingEvent::paymentMonth).distinct().forEach(partitions::ensureMonth);
        return partitions.creatingMissing(all, transaction);
    }

    static PartitionKeys partitionKeys(List<IncomingEvent> events) {
        return PartitionKeys.months(
                events.stream().map(IncomingEvent::paymentMonth).collect(Collectors.toSet()));
    }

    /** Rows that the first statements of the transaction lock and read. */
    record Locked(StatementBatch.Rows<PaymentQueue> queues, StatementBatch.Rows<Boolean> anySuspended) {}

    Locked lock(StatementBatch statements, List<NewDelivery> deliveries, Instant now) {
        return new Locked(
                DeliveryStatements.lockPaymentQueues(statements, deliveries),
                DeliveryStatements.anySuspended(statements, deliveries, now));
    }

    /**
     * Inserts with the last statements of the transaction, or at once. A suspension that starts at the same moment publishes the
     * deliveries itself.
     */
    InsertedDeliveries insert(StatementBatch last, List<NewDelivery> deliveries, Locked locked, Instant now) {
        List<PaymentQueue> queues = locked.queues().get();
        boolean noneSuspended = !locked.anySuspended().get().getFirst();
        if (noneSuspended && dispatcher.ownsAll(deliveries.stream().mapToLong(NewDelivery::endpointId))) {
            return DeliveryStatements.insert(last, deliveries, queues, now);
        }
        var statements = new StatementBatch();
        InsertedDeliveries inserted = DeliveryStatements.insert(statements, deliveries, queues, now);
        statements.execute(jdbc);
        suspensionEvents.publish(inserted.suspended(), now);
        dispatcher.announce(inserted.ready());
        return inserted;
    }

    /** Dispatches the deliveries after the commit. Returns those that can be sent at once. */
    List<Delivery> dispatch(InsertedDeliveries inserted) {
        List<Delivery> ready = inserted.ready();
        dispatcher.committed(ready);
        return ready;
    }

    /** Locks and inserts deliveries that became known only within the transaction. */
    InsertedDeliveries insert(StatementBatch last, List<NewDelivery> deliveries, Instant now) {
        var statements = new StatementBatch();
        Locked locked = lock(statements, deliveries, now);
        statements.execute(jdbc);
        return insert(last, deliveries, locked, now);
    }
}
