package info.sopranoexch.payment.payments;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.payments.PaymentSearch.Filter;
import info.sopranoexch.payment.payments.PaymentSearch.Position;
import info.sopranoexch.payment.testing.PlanReport;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Measures the cost of each list with many payments. {@code benchmarks/list-plans.sh} runs it and sets the number. */
@EnabledIfSystemProperty(named = "soprano.plans.rows", matches = "[0-9]+")
class ListPlansIT {
    /** Account 1 has one merchant with half of all payments; 2 has 100 merchants with 4/10; 3 has 1,000 merchants with 1/10. */
    private static final String MERCHANTS = """
            INSERT INTO accounts (name, created_at) SELECT 'a' || n, now() FROM generate_series(1, 3) AS n;
            INSERT INTO merchants (account_id, version, name, default_currency, late_success, created_at, updated_at)
            SELECT CASE WHEN n = 1 THEN 1 WHEN n <= 101 THEN 2 ELSE 3 END, 1, 'm' || n, 'RUB', 'accept', now(), now()
            FROM generate_series(1, 1101) AS n
            """;

    /** One payment for each second. Of ten, eight are paid, one failed, one expired; one of 100,000 is cancelled. */
    private static final String PAYMENTS = """
            INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at, expires_at,
              updated_at, sandbox, command_id, order_id, description, status)
            SELECT 'pay_' || md5(n::text), n, CASE WHEN n % 10 < 5 THEN 1 WHEN n % 10 < 9 THEN 2 ELSE 3 END,
              CASE WHEN n % 10 < 5 THEN 1 WHEN n % 10 < 9 THEN 2 + (n / 10 + n) % 100 ELSE 102 + n / 10 % 1000 END, 100, 'RUB',
              timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second', now(), now(), false, 'c' || n, 'order-' || n,
              'Payment for order #' || n,
              (CASE WHEN n % 100000 IN (1, 6, 9) THEN 'cancelled' WHEN n / 10 % 10 = 0 THEN 'failed'
                    WHEN n / 10 % 10 = 1 THEN 'expired' ELSE 'success' END)::payment_status
            FROM generate_series(?, ?) AS n
            """;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PAGE = 101;
    private final long rows = Long.getLong("soprano.plans.rows", 0);
    private final PlanReport report = new PlanReport("list-plans");

    @Test
    void readsFewRowsForEachList() throws Exception {
        String url = Infrastructure.shared().jdbcUrl("list_plans");
        Flyway.configure().dataSource(url, "list_plans", "list_plans").load().migrate();
        try (Connection connection = DriverManager.getConnection(url, "list_plans", "list_plans")) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            fill(jdbc);
            // The settings of the service's own sessions.
            jdbc.sql("SET enable_seqscan = off").update();
            for (int account = 1; account <= 3; account++) {
                for (Long merchant : new Long[] {null, account == 1 ? 1L : account == 2 ? 50L : 500L}) {
                    all(jdbc, account, merchant);
                }
            }
        }
        report.write();
    }

    private void fill(JdbcClient jdbc) {
        jdbc.sql(MERCHANTS).update();
        List<String> indexes = jdbc.sql(
                        "SELECT indexdef FROM pg_indexes WHERE tablename = 'payments' AND indexname <> 'payments_pkey'")
                .query(String.class)
                .list();
        jdbc.sql("SELECT indexname FROM pg_indexes WHERE tablename = 'payments' AND indexname <> 'payments_pkey'")
                .query(String.class)
                .list()
                .forEach(index -> jdbc.sql("DROP INDEX " + index).update());
        for (long from = 0; from < rows; from += 1_000_000) {
            jdbc.sql(PAYMENTS)
                    .params(from, Math.min(from + 1_000_000, rows) - 1)
                    .update();
        }
        indexes.forEach(index -> jdbc.sql(index).update());
        jdbc.sql("VACUUM ANALYZE payments").update();
        jdbc.sql("ANALYZE merchants").update();
    }

    private void all(JdbcClient jdbc, long account, @org.jspecify.annotations.Nullable Long merchant) {
        Instant end = START.plusSeconds(rows);
        Position middle = new Position(START.plusSeconds(rows / 2), rows / 2);
        Position last = new Position(START.plusSeconds(rows / 1000), rows / 1000);
        Instant dayFrom = START.plusSeconds(rows / 4);
        Instant dayTo = dayFrom.plus(Duration.ofDays(1));
        String order = "order-" + (rows / 2 - rows / 2 % 10 + (account == 1 ? 3 : account == 2 ? 7 : 9));
        for (Position before : new Position[] {null, middle, last}) {
            explain(jdbc, "all", new Filter(account, merchant, null, null, null, null, before));
            explain(jdbc, "paid", new Filter(account, merchant, PaymentStatus.SUCCESS, null, null, null, before));
            explain(
                    jdbc,
                    "cancelled",
                    new Filter(account, merchant, PaymentStatus.CANCELLED, null, null, null, before));
        }
        explain(jdbc, "refunded: none", new Filter(account, merchant, PaymentStatus.REFUNDED, null, null, null, null));
        explain(jdbc, "one day", new Filter(account, merchant, null, null, dayFrom, dayTo, null));
        explain(
                jdbc,
                "one day, failed",
                new Filter(account, merchant, PaymentStatus.FAILED, null, dayFrom, dayTo, null));
        explain(jdbc, "from long ago", new Filter(account, merchant, null, null, START, null, null));
        explain(jdbc, "until long ago", new Filter(account, merchant, null, null, null, dayFrom, null));
        explain(jdbc, "after the end", new Filter(account, merchant, null, null, end, null, null));
        explain(jdbc, "one order", new Filter(account, merchant, null, order, null, null, null));
        explain(
                jdbc,
                "one order, failed",
                new Filter(account, merchant, PaymentStatus.FAILED, order, null, null, null));
        explain(jdbc, "one order, one day", new Filter(account, merchant, null, order, dayFrom, dayTo, null));
    }

    private void explain(JdbcClient jdbc, String name, Filter filter) {
        var params = new ArrayList<Object>();
        String sql = PaymentSearch.sql(filter, PAGE, params);
        String where = "account " + filter.accountId() + (filter.merchantId() == null ? "" : ", merchant");
        Position before = filter.before();
        String depth = before == null ? "first" : before.id() == rows / 2 ? "middle" : "last";
        report.explain(jdbc, where, name + ", " + depth, sql, params);
    }
}
