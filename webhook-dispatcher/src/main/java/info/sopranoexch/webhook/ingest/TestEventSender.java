package info.sopranoexch.webhook.ingest;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.directory.Merchant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Sends a test event to each endpoint of a merchant, in the same way as other events. Its payment does not exist, and its version is 0,
 * which no payment has.
 */
@Service
class TestEventSender {
    private final DeliveryInserter inserter;
    private final Transactions transactions;

    TestEventSender(DeliveryInserter inserter, Transactions transactions) {
        this.inserter = inserter;
        this.transactions = transactions;
    }

    /** @return one delivery for each endpoint */
    List<Delivery> send(Merchant merchant, Instant now) {
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
        List<NewDelivery> deliveries = merchant.endpoints().stream()
                .map(endpoint -> new NewDelivery(endpoint.endpointId(), event))
                .toList();
        return inserter.dispatch(inserter.withPartitions(
                List.of(event), () -> DeliveryInserter.partitionKeys(List.of(event)), () -> insert(deliveries, now)));
    }

    private InsertedDeliveries insert(List<NewDelivery> deliveries, Instant now) {
        var statements = new StatementBatch();
        DeliveryInserter.Locked locked = inserter.lock(statements, deliveries, now);
        return transactions.run(statements, last -> inserter.insert(last, deliveries, locked, now));
    }
}
