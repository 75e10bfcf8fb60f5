package info.sopranoexch.webhook.sql;

import info.sopranoexch.starter.database.StatementBatch;

/** How PostgreSQL plans the statements of a transaction. */
public final class Plans {
    private Plans() {}

    /**
     * Statements after this one in the transaction are planned once for each connection: they find rows by key whatever the
     * values, and planning each anew takes longer than carrying it out. Scans of whole tables are left out, as a plan may have
     * been made while the table was small.
     */
    public static void keep(StatementBatch statements) {
        statements.query((_, _) -> true, """
                SELECT set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
                    set_config('jit', 'off', true)
                """);
    }
}
