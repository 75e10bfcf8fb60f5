package info.sopranoexch.webhook.events;

import info.sopranoexch.starter.database.Columns;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the events of one account. */
@Repository
class EventReader {
    private static final String COLUMNS = "position, event_id, type, version, occurred_at, data";

    static final String ONE = "SELECT " + COLUMNS + " FROM payment_event"
            + " WHERE payment_id = :payment AND version = :version AND account_id = :account";

    static final String SCAN_END = """
            SELECT position FROM payment_event WHERE account_id = :account AND position > :after
            ORDER BY position OFFSET :skipped LIMIT 1
            """;

    /**
     * An event as stored.
     *
     * @param messageId the {@code webhook-id}
     * @param data JSON
     */
    record StoredEvent(long position, String messageId, String type, long version, Instant occurredAt, String data) {}

    /**
     * A page of events in the order of their positions.
     *
     * @param next the position after which the next page begins
     * @param hasMore whether events may exist after {@code next}
     */
    record EventPage(List<StoredEvent> events, long next, boolean hasMore) {}

    private final JdbcClient jdbc;
    private final EventProperties properties;

    EventReader(JdbcClient jdbc, EventProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** The position of the last event of the account; 0 if it has none. */
    long lastPosition(long accountId) {
        return lastPositions(List.of(accountId)).getOrDefault(accountId, 0L);
    }

    /** The position of the last event of each account that has one. */
    Map<Long, Long> lastPositions(Collection<Long> accountIds) {
        Map<Long, Long> positions = new HashMap<>();
        jdbc.sql("SELECT account_id, position FROM event_position WHERE account_id = ANY (:accounts)")
                .param("accounts", Sql.longs(accountIds, id -> id))
                .query(row -> {
                    positions.put(row.getLong("account_id"), row.getLong("position"));
                });
        return positions;
    }

    /**
     * Returns the first events after a position.
     *
     * <p>The last position is read before the events. Events up to it are committed, because positions become visible in their
     * order. The next page can therefore begin after it.
     */
    EventPage page(long accountId, EventFilter filter, long after, int limit) {
        long last = lastPosition(accountId);
        Long scanEnd = filter.isScan() ? scanEnd(accountId, after) : null;
        List<StoredEvent> found = find(accountId, filter, after, limit + 1);
        if (found.size() > limit) {
            List<StoredEvent> page = List.copyOf(found.subList(0, limit));
            return new EventPage(page, page.getLast().position(), true);
        }
        long lastFound = found.isEmpty() ? after : found.getLast().position();
        return scanEnd == null
                ? new EventPage(found, Math.max(last, lastFound), false)
                : new EventPage(found, Math.max(scanEnd, lastFound), true);
    }

    /** The position at which a scan must stop; null if fewer events follow. */
    private @Nullable Long scanEnd(long accountId, long after) {
        return jdbc.sql(SCAN_END)
                .param("account", accountId)
                .param("after", after)
                .param("skipped", properties.maxScannedEvents() - 1)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private List<StoredEvent> find(long accountId, EventFilter filter, long after, int limit) {
        return jdbc.sql(list(filter))
                .param("account", accountId)
                .param("after", after)
                .param("payment", filter.paymentId())
                .param("type", filter.type())
                .param("merchant", filter.merchantId())
                .param("scanned", properties.maxScannedEvents())
                .param("limit", limit)
                .query(EventReader::map)
                .list();
    }

    /** The statement of a list. */
    static String list(EventFilter filter) {
        String events = "SELECT " + COLUMNS + ", merchant_id FROM payment_event"
                + " WHERE account_id = :account AND position > :after";
        String matches = (filter.type() == null ? "" : " AND type = :type")
                + (filter.merchantId() == null ? "" : " AND merchant_id = :merchant");
        if (filter.isScan()) {
            // The inner limit bounds the rows that are read, whatever PostgreSQL estimates for the frequency of a type.
            return "SELECT " + COLUMNS + " FROM (" + events + " ORDER BY position LIMIT :scanned) AS scanned WHERE true"
                    + matches + " ORDER BY position LIMIT :limit";
        }
        if (filter.paymentId() == null) {
            return events + " ORDER BY position LIMIT :limit";
        }
        // A payment has few events. The sum keeps PostgreSQL from reading all events of the account in order.
        return events + " AND payment_id = :payment" + matches + " ORDER BY position + 0 LIMIT :limit";
    }

    Optional<StoredEvent> find(long accountId, String paymentId, long version) {
        return jdbc.sql(ONE)
                .param("payment", paymentId)
                .param("version", version)
                .param("account", accountId)
                .query(EventReader::map)
                .optional();
    }

    private static StoredEvent map(ResultSet row, int number) throws SQLException {
        return new StoredEvent(
                row.getLong("position"),
                DeliveryIds.messageId(row.getString("event_id")),
                row.getString("type"),
                row.getLong("version"),
                Columns.instant(row, "occurred_at"),
                new String(row.getBytes("data"), StandardCharsets.UTF_8));
    }
}
