package info.sopranoexch.payment.providerchecks;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.SteppedService;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Due checks are read in order from an index of their own. */
@SteppedService
class DueChecksIT {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    @Test
    @Transactional
    void readsDueChecksFromTheirIndexOnly() {
        jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                          expires_at, updated_at, next_check_at, shard, sandbox, command_id, status, paid_minor, invoice_id)
                        SELECT 'pay_due_' || n, n, 1, 1, 100, 'RUB', now(), now(), now(),
                          timestamptz '2026-01-01' + n * interval '1 second', n % 12, false, 'c',
                          (ARRAY['success', 'processing', 'cancelled', 'pending'])[1 + n % 4]::payment_status,
                          CASE n % 4 WHEN 0 THEN 100 ELSE 0 END, 'inv_' || n
                        FROM generate_series(1, 20000) AS n
                        """).update();
        jdbc.sql("ANALYZE payments").update();

        jdbc.sql(DueCheckStore.READ_IN_ORDER).update();
        List<String> plan = jdbc.sql("EXPLAIN " + DueCheckStore.DUE)
                .params(Shards.ALL.toArray(Integer[]::new), NOW.atOffset(ZoneOffset.UTC), 500)
                .query(String.class)
                .list();

        assertThat(String.join("\n", plan))
                .contains("using payments_due on payments")
                .doesNotContain("Filter", "Sort", "Seq Scan");
    }
}
