package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.lane.HandOver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Sends an event that looks like any other, over the lanes like any other, to each of a merchant's endpoints. Its payment
 * does not exist, and its version is 0, which no payment has.
 */
@Service
public class SendTestEvent {
    private final IngestStore store;
    private final InsertDeliveries insert;
    private final HandOver handOver;
    private final Transactions transactions;

    SendTestEvent(IngestStore store, InsertDeliveries insert, HandOver handOver, Transactions transactions) {
        this.store = store;
        this.insert = insert;
        this.handOver = handOver;
        this.transactions = transactions;
    }

    /** What came of it can be asked by the ids of the deliveries. */
    public List<Delivery> send(Merchant merchant, Instant now) {
        String unique = UUID.randomUUID().toString().replace("-", "");
        IncomingEvent event = new IncomingEvent(
                "pay_test" + unique,
                0,
                merchant.merchantId(),
                LocalDate.ofInstant(now, ZoneOffset.UTC).withDayOfMonth(1),
                "success",
                null,
                "evt_test" + unique,
                WebhookBody.test("pay_test" + unique, "RUB", now),
                null);
        store.ensureMonths(List.of(event));
        List<NewDelivery> deliveries = merchant.endpoints().stream()
                .map(endpoint -> new NewDelivery(endpoint.endpointId(), event))
                .toList();
        List<Delivery> heads = store.creatingMissingMonths(() -> List.of(event), () -> insert(deliveries, now))
                .heads();
        handOver.committed(heads);
        return heads;
    }

    private IngestStore.Inserting insert(List<NewDelivery> deliveries, Instant now) {
        var statements = new StatementBatch();
        InsertDeliveries.Asked asked = insert.ask(statements, deliveries, now);
        return transactions.run(statements, last -> insert.insert(last, deliveries, asked, now));
    }
}
