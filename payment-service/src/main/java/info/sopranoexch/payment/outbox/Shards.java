package info.sopranoexch.payment.outbox;

import info.sopranoexch.starter.database.StatementBatch;
import java.util.Collection;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * The lock of a shard: held by who changes its payments and by who publishes its outbox rows, to the end of the
 * transaction. A shard is a partition number of {@code payment.commands.v1}; the directory is one of its own.
 */
@Component
public class Shards {
    /** Shard of the directory topics. */
    public static final int DIRECTORY = -1;

    /** First key of our advisory locks; the second is the shard. */
    private static final int LOCK_CLASS = 4_710;

    /**
     * Takes the locks in ascending order, so that two transactions cannot wait for each other. Statements after it in the
     * trip see what the holders before have committed, and are planned once: all of them find their rows by key, and
     * planning each anew for its values takes longer than carrying it out.
     */
    public void lock(StatementBatch statements, Collection<Integer> shards) {
        lock(statements, shards, "");
    }

    /**
     * As {@link #lock}, in a transaction whose loss in a crash of the server does no harm: its commit does not wait for the
     * disk.
     */
    void lockForPublishing(StatementBatch statements, Collection<Integer> shards) {
        lock(statements, shards, ", set_config('synchronous_commit', 'off', true)");
    }

    private static void lock(StatementBatch statements, Collection<Integer> shards, String more) {
        statements.query((_, _) -> true, String.format(Locale.ROOT, """
                SELECT pg_advisory_xact_lock(?, shard), set_config('plan_cache_mode', 'force_generic_plan', true)%s
                FROM unnest(?) AS shard
                """, more), LOCK_CLASS, sorted(shards));
    }

    static Integer[] sorted(Collection<Integer> shards) {
        return shards.stream().distinct().sorted().toArray(Integer[]::new);
    }
}
