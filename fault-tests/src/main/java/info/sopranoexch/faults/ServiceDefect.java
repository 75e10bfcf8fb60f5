package info.sopranoexch.faults;

import info.sopranoexch.faults.invariants.CheckResult;
import info.sopranoexch.localstack.LocalStack;

/**
 * Ways to break the running services for real, by a trigger in a database: a run on such a stack must not be found sound,
 * or the checker proves nothing.
 */
enum ServiceDefect {
    LOST_OUTBOX_ROWS("payment", "each status and each end of a refund has one event, in order", """
            CREATE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.topic = 'payment.events.v1' AND hashtext(NEW.event_id) % 40 = 0 THEN
                    RETURN NULL;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER sabotage BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION sabotage();
            """),
    DOUBLED_REFUNDS("sandbox", "a cancel or refund that was taken is done, once", """
            CREATE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.refunded_amount := 2 * NEW.refunded_amount - OLD.refunded_amount;
                RETURN NEW;
            END $$;
            CREATE TRIGGER sabotage BEFORE UPDATE ON invoice FOR EACH ROW EXECUTE FUNCTION sabotage();
            """),
    SWAPPED_WEBHOOKS("webhook", "each status and each end of a refund is told by webhook, in order", """
            CREATE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.head := true;
                RETURN NEW;
            END $$;
            CREATE TRIGGER sabotage BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION sabotage();
            """);

    private final String database;
    private final String rule;
    private final String sql;

    ServiceDefect(String database, String rule, String sql) {
        this.database = database;
        this.rule = rule;
        this.sql = sql;
    }

    void commit(LocalStack stack) {
        stack.execute(database, sql);
    }

    /** Whether the rule that it breaks was found broken. */
    boolean isFoundBy(CheckResult verdict) {
        return verdict.lines().stream().anyMatch(line -> line.rule().equals(rule) && line.violations() > 0);
    }
}
