package info.sopranoexch.webhook.events;

import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.sql.Sql;
import java.util.List;

/** Stores payment events and numbers them within each account. */
public final class EventWriter {
    private EventWriter() {}

    /**
     * Adds the insert to the last statements of a transaction. An event that is already stored is skipped.
     *
     * @param events the events of a payment in the order of their versions
     */
    public static void insert(StatementBatch last, List<EventRecord> events) {
        if (events.isEmpty()) {
            return;
        }
        // Invariant: at the commit of an event, all events of its account with a lower position are committed. The row
        // of event_position is locked from the assignment of positions to the commit, and a later position is greater.
        // Rows are locked in the order of accounts, so that transactions do not wait for each other in a circle.
        // Positions of skipped events stay unused.
        last.update(
                """
                        WITH incoming AS MATERIALIZED (
                            SELECT account_id, payment_id, version, merchant_id, occurred_at, event_id, type, data, place
                            FROM unnest(?, CAST(? AS text[]), ?, ?, CAST(? AS timestamptz[]), CAST(? AS text[]),
                                CAST(? AS text[]), ?) WITH ORDINALITY AS u(account_id, payment_id, version, merchant_id,
                                    occurred_at, event_id, type, data, place)),
                        last AS (
                            INSERT INTO event_position AS p (account_id, position, events)
                            SELECT account_id, CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) + count(*),
                                count(*)
                            FROM incoming GROUP BY account_id ORDER BY account_id
                            ON CONFLICT (account_id) DO UPDATE SET events = p.events + excluded.events,
                                position = greatest(p.position + excluded.events, excluded.position)
                            RETURNING account_id, position)
                        INSERT INTO payment_event (account_id, position, payment_id, version, merchant_id, occurred_at,
                            event_id, type, data)
                        SELECT account_id,
                            last.position + 1 - row_number() OVER (PARTITION BY account_id ORDER BY place DESC),
                            payment_id, version, merchant_id, occurred_at, event_id, type, data
                        FROM incoming JOIN last USING (account_id)
                        ON CONFLICT (payment_id, version, occurred_at) DO NOTHING
                        """,
                Sql.longs(events, EventRecord::accountId),
                Sql.texts(events, EventRecord::paymentId),
                Sql.longs(events, EventRecord::version),
                Sql.longs(events, EventRecord::merchantId),
                Sql.texts(events, EventRecord::occurredAt),
                Sql.texts(events, EventRecord::eventId),
                Sql.texts(events, EventRecord::type),
                Sql.bytes(events, EventRecord::data));
    }
}
