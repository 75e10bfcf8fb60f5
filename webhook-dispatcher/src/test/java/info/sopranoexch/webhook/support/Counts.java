package info.sopranoexch.webhook.support;

/** The counters of an endpoint and its pending deliveries, in one snapshot. All are 0 without an endpoint queue. */
public record Counts(long accepted, long delivered, long exhausted, long pending) {
    public static Counts of(long endpointId) {
        return Dispatcher.jdbc()
                .sql("""
                        SELECT coalesce((SELECT accepted FROM endpoint_intake WHERE endpoint_id = :id), 0) AS accepted,
                               coalesce(delivered, 0), coalesce(exhausted, 0),
                               (SELECT count(*) FROM delivery WHERE endpoint_id = :id) AS pending
                        FROM (SELECT CAST(:id AS bigint) AS endpoint_id) AS e LEFT JOIN endpoint_queue USING (endpoint_id)
                        """)
                .param("id", endpointId)
                .query((row, n) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    /** Whether no delivery is lost or counted twice. */
    public boolean addUp() {
        return accepted == delivered + exhausted + pending;
    }
}
