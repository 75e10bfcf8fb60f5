package info.sopranoexch.payment.refunds;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.payment.domain.Refund.Status;
import info.sopranoexch.payment.refunds.RefundSearch.Filter;
import info.sopranoexch.payment.refunds.RefundSearch.Position;
import info.sopranoexch.payment.testing.PlanReport;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Measures the cost of each list with many refunds. {@code benchmarks/list-plans.sh} runs it and sets the number. */
@EnabledIfSystemProperty(named = "soprano.plans.rows", matches = "[0-9]+")
class RefundListPlansIT {
    /** Account 1 has nine of ten payments. */
    private static final String PAYMENTS = """
            INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, paid_minor, currency, created_at,
              expires_at, updated_at, sandbox, command_id, status)
            SELECT 'pay_' || md5(n::text), n, CASE WHEN n % 10 < 9 THEN 1 ELSE 2 END, 1, 100, 100, 'RUB', now(), now(), now(),
              false, 'c' || n, 'success'
            FROM generate_series(1, ?) AS n
            """;

    /** One refund of each payment, one a second. One of 100 failed, one of 100,000 is pending. The trigger sets the account. */
    private static final String REFUNDS = """
            INSERT INTO refunds (refund_id, payment_id, amount_minor, status, origin, created_at, updated_at)
            SELECT 'rfd_' || md5(n::text), 'pay_' || md5(n::text), 100,
              (CASE WHEN n % 100000 IN (1, 9) THEN 'pending' WHEN n % 100 IN (2, 9) THEN 'failed' ELSE 'succeeded' END)
                ::refund_status,
              'merchant', timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second', now()
            FROM generate_series(1, ?) AS n
            """;

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int PAGE = 101;

    private final long rows = Long.getLong("soprano.plans.rows", 0) / 10;
    private final PlanReport report = new PlanReport("refund-list-plans");

    @Test
    void readsFewRowsForEachList() throws Exception {
        String url = Infrastructure.shared().jdbcUrl("refund_plans");
        Flyway.configure()
                .dataSource(url, "refund_plans", "refund_plans")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url, "refund_plans", "refund_plans")) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql(PAYMENTS).param(rows).update();
            jdbc.sql(REFUNDS).param(rows).update();
            jdbc.sql("VACUUM ANALYZE payments").update();
            jdbc.sql("VACUUM ANALYZE refunds").update();
            // The settings of the service's own sessions.
            jdbc.sql("SET enable_seqscan = off").update();
            Position middle = new Position(START.plusSeconds(rows / 2), "");
            for (long account = 1; account <= 2; account++) {
                for (Status status : new Status[] {null, Status.SUCCEEDED, Status.FAILED, Status.PENDING}) {
                    explain(jdbc, new Filter(account, null, status, null));
                    explain(jdbc, new Filter(account, null, status, middle));
                }
            }
            String payment =
                    jdbc.sql("SELECT 'pay_' || md5('1')").query(String.class).single();
            explain(jdbc, new Filter(1, payment, null, null));
            explain(jdbc, new Filter(2, payment, null, null));
        }
        report.write();
    }

    private void explain(JdbcClient jdbc, Filter filter) {
        var params = new ArrayList<Object>();
        String sql = RefundSearch.sql(filter, PAGE, params);
        String status = filter.status() == null ? "all" : filter.status().code();
        report.explain(
                jdbc,
                filter.paymentId() == null ? status : "of one payment",
                "account " + filter.accountId() + (filter.before() == null ? ", first" : ", middle"),
                sql,
                params);
    }
}
