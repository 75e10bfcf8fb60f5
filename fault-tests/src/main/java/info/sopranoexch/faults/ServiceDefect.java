package info.sopranoexch.faults;

import info.sopranoexch.faults.invariants.Invariant;
import info.sopranoexch.localstack.LocalStack;

/** Defects that database triggers add to running services, to prove that a run finds them. */
enum ServiceDefect {
    LOST_EVENTS("payment", Invariant.EVENTS_MATCH_STATUSES, """
            CREATE FUNCTION defect() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.topic = 'payment.events.v1' AND hashtext(NEW.event_id) % 40 = 0 THEN
                    RETURN NULL;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER defect BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION defect();
            """),
    DOUBLE_REFUNDS("sandbox", Invariant.CANCELS_AND_REFUNDS_APPLY_ONCE, """
            CREATE FUNCTION defect() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.refunded_amount := 2 * NEW.refunded_amount - OLD.refunded_amount;
                RETURN NEW;
            END $$;
            CREATE TRIGGER defect BEFORE UPDATE ON invoice FOR EACH ROW EXECUTE FUNCTION defect();
            """),
    REORDERED_WEBHOOKS("webhook", Invariant.WEBHOOKS_MATCH_EVENTS, """
            CREATE FUNCTION defect() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                NEW.head_of_line := true;
                RETURN NEW;
            END $$;
            CREATE TRIGGER defect BEFORE INSERT ON delivery FOR EACH ROW EXECUTE FUNCTION defect();
            """),
    SKIPPED_API_EVENTS("webhook", Invariant.EVENTS_API_MATCHES_EVENTS, """
            CREATE FUNCTION defect() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF hashtext(NEW.event_id) % 40 = 0 THEN
                    RETURN NULL;
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER defect BEFORE INSERT ON payment_event FOR EACH ROW EXECUTE FUNCTION defect();
            """);

    private final String database;
    /** The invariant that the defect violates. */
    final Invariant invariant;

    private final String sql;

    ServiceDefect(String database, Invariant invariant, String sql) {
        this.database = database;
        this.invariant = invariant;
        this.sql = sql;
    }

    void addTo(LocalStack stack) {
        stack.execute(database, sql);
    }
}
