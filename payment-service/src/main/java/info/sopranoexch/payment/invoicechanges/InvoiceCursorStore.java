package info.sopranoexch.payment.invoicechanges;

import static info.sopranoexch.starter.database.Columns.instant;
import static info.sopranoexch.starter.database.Columns.text;
import static info.sopranoexch.starter.database.Columns.utc;

import info.sopranoexch.payment.domain.ProviderReport;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the table {@code provider_cursors}, and compares listed versions with those of the payments. */
@Component
class InvoiceCursorStore {
    /** @param currentAt when the list was last read to its end */
    record Position(String cursor, Instant currentAt) {
        static final Position START = new Position("", Instant.EPOCH);
    }

    private final JdbcClient jdbc;

    InvoiceCursorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Position find() {
        Optional<Position> stored = jdbc.sql("SELECT cursor, current_at FROM provider_cursors WHERE provider = ?")
                .param(ProviderReport.PROVIDER)
                .query((row, _) -> new Position(text(row, "cursor"), instant(row, "current_at")))
                .optional();
        return stored.orElse(Position.START);
    }

    /** Moves the position, unless another instance has moved it since it was read. */
    void move(Position before, Position after) {
        jdbc.sql("""
                        INSERT INTO provider_cursors AS c (provider, cursor, current_at) VALUES (?, ?, ?)
                        ON CONFLICT (provider) DO UPDATE SET cursor = excluded.cursor, current_at = excluded.current_at
                        WHERE c.cursor = ?
                        """)
                .params(ProviderReport.PROVIDER, after.cursor(), utc(after.currentAt()), before.cursor())
                .update();
    }

    /** @return the payments to which no report of the listed version was applied */
    Set<String> findBehind(Map<String, Long> versions) {
        return jdbc
                .sql("""
                        SELECT p.payment_id FROM unnest(?, ?) AS listed (payment_id, version)
                        JOIN payments AS p ON p.payment_id = listed.payment_id AND p.invoice_version < listed.version
                        """)
                .params(
                        versions.keySet().toArray(String[]::new),
                        versions.values().toArray(Long[]::new))
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /**
     * Counts the reports that answered a query of the invoice. The outcome {@code unknown} is no answer. Quarantined reports
     * count, or a report that cannot be applied would hold up the list.
     *
     * @return the number for each payment, 0 included
     */
    Map<String, Long> countAnswers(Collection<String> paymentIds) {
        return jdbc
                .sql("""
                        SELECT listed.payment_id,
                          (SELECT count(*) FROM timeline AS t WHERE t.payment_id = listed.payment_id
                             AND kind = 'provider.query_invoice' AND detail ->> 'outcome' <> 'unknown')
                          + (SELECT coalesce(sum(attempts), 0) FROM quarantine AS q WHERE q.payment_id = listed.payment_id
                             AND source = 'query_invoice') AS answers
                        FROM unnest(?) AS listed (payment_id)
                        """)
                .param(paymentIds.toArray(String[]::new))
                .query((row, _) -> Map.entry(text(row, "payment_id"), row.getLong("answers")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
