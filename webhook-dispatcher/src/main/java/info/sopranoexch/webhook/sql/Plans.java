package info.sopranoexch.webhook.sql;

import info.sopranoexch.starter.database.StatementBatch;

/** Configures how PostgreSQL plans the statements of a transaction. */
public final class Plans {
    private Plans() {}

    /**
     * Lets PostgreSQL reuse the plans of the following statements of the transaction. They find rows by key for all values, and planning
     * takes longer than execution. Sequential scans are off, because a plan may have been made while the table was small.
     */
    public static void keep(StatementBatch statements) {
        statements.query((_, _) -> true, """
                SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
                    set_config('jit', 'off', true)
                """);
    }
}
