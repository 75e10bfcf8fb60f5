package info.sopranoexch.webhook.support;

/** What became of the deliveries of an endpoint, in one snapshot of the database. */
public record Counts(long accepted, long delivered, long exhausted, long pending) {
    public static Counts of(long endpointId) {
        return Dispatcher.jdbc()
                .sql("""
                        SELECT coalesce((SELECT accepted FROM lane_intake WHERE endpoint_id = :id), 0) AS accepted,
                               delivered, exhausted,
                               (SELECT count(*) FROM delivery WHERE endpoint_id = :id) AS pending
                        FROM lane WHERE endpoint_id = :id
                        """)
                .param("id", endpointId)
                .query((row, n) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .single();
    }

    /** Invariant 3: nothing is lost and nothing is counted twice. */
    public boolean addUp() {
        return accepted == delivered + exhausted + pending;
    }
}
