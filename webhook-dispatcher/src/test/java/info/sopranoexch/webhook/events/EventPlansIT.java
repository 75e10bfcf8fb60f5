package info.sopranoexch.webhook.events;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Merchants;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each list reads an index, whatever the number of events of the account. One account has nine of ten events. */
class EventPlansIT {
    private static final long ACCOUNT = Merchants.nextId();
    private static final String PAYMENT = "pay_plan77";
    private static final String BY_ACCOUNT = "account_id_position_idx";
    private static final String BY_PAYMENT = "_pkey";

    static final List<EventFilter> FILTERS_BY_ACCOUNT = List.of(
            new EventFilter(null, null, null),
            new EventFilter("payment.failed", null, null),
            new EventFilter(null, null, 3L),
            new EventFilter("payment.failed", null, 3L));

    static final List<EventFilter> FILTERS_BY_PAYMENT =
            List.of(new EventFilter(null, PAYMENT, null), new EventFilter("payment.failed", PAYMENT, 3L));

    private final JdbcClient jdbc = Dispatcher.jdbc();

    @BeforeAll
    static void fillTwoDays() {
        JdbcClient jdbc = Dispatcher.jdbc();
        for (String day : List.of("2026-11-21", "2026-11-22")) {
            jdbc.sql("SELECT ensure_partition('payment_event', :child, :low, CAST(CAST(:low AS date) + 1 AS text))")
                    .param("child", "payment_event_" + day.replace("-", ""))
                    .param("low", day)
                    .query((row, n) -> "")
                    .list();
            jdbc.sql("""
                            INSERT INTO payment_event (account_id, position, payment_id, version, merchant_id, occurred_at,
                                event_id, type, data)
                            SELECT CASE WHEN i % 10 = 0 THEN :account + 1 ELSE :account END,
                                CAST(extract(epoch FROM CAST(:day AS date)) AS bigint) * 1000000 + i, 'pay_plan' || i, 2, i % 5,
                                CAST(:day AS date) + interval '1 hour', 'evt_plan' || i || '_2', 'payment.success', '{}'
                            FROM generate_series(1, 30000) AS i ON CONFLICT DO NOTHING
                            """).param("account", ACCOUNT).param("day", day).update();
        }
        jdbc.sql("ANALYZE payment_event").update();
    }

    private List<String> plan(String statement) {
        return jdbc.sql("EXPLAIN (COSTS OFF) " + statement)
                .param("account", ACCOUNT)
                .param("after", 1L)
                .param("payment", PAYMENT)
                .param("version", 2)
                .param("type", "payment.failed")
                .param("merchant", 3L)
                .param("scanned", 10_000)
                .param("limit", 21)
                .param("skipped", 9_999)
                .query(String.class)
                .list();
    }

    private static void assertReadsOnly(String index, List<String> plan) {
        Stream<String> filled = plan.stream().filter(line -> line.matches(".* on payment_event_2026112[12] .*"));
        assertThat(filled)
                .as(String.join("\n", plan))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(line -> assertThat(line).contains("Index", index).doesNotContain("Seq Scan"));
    }

    @ParameterizedTest
    @FieldSource("FILTERS_BY_ACCOUNT")
    void listIsReadInTheOrderOfPositions(EventFilter filter) {
        List<String> plan = plan(EventReader.list(filter));

        assertReadsOnly(BY_ACCOUNT, plan);
        assertThat(plan).noneMatch(line -> line.matches(".*Sort Key: payment_event_2026112[12].*"));
    }

    @ParameterizedTest
    @FieldSource("FILTERS_BY_PAYMENT")
    void eventsOfOnePaymentAreReadByPayment(EventFilter filter) {
        assertReadsOnly(BY_PAYMENT, plan(EventReader.list(filter)));
    }

    @Test
    void oneEventIsReadByPayment() {
        assertReadsOnly(BY_PAYMENT, plan(EventReader.ONE));
    }

    @Test
    void endOfAScanIsReadFromTheIndexAlone() {
        assertReadsOnly(BY_ACCOUNT, plan(EventReader.SCAN_END));
    }
}
