package info.sopranoexch.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.payments.PaymentSearch.Filter;
import info.sopranoexch.payment.payments.PaymentSearch.Position;
import info.sopranoexch.payment.reviews.HeldPaymentStore;
import info.sopranoexch.payment.testing.SteppedService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each search can read a page in order from an index, without a scan and without a sort. Whether PostgreSQL prefers this plan
 * depends on the rows of other tests, so the alternatives are disabled.
 */
@SteppedService
@Transactional
class PaymentSearchIT {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    static Stream<Arguments> filters() {
        PaymentStatus failed = PaymentStatus.FAILED;
        Instant later = TIME.plus(Duration.ofDays(1));
        var place = new Position(TIME, 7);
        return Stream.of(
                Arguments.of(new Filter(1, null, null, null, null, null, null), "payments_account_status"),
                Arguments.of(new Filter(1, 2L, null, null, null, null, place), "payments_merchant_status"),
                Arguments.of(new Filter(1, 2L, null, null, TIME, later, null), "payments_merchant_status"),
                Arguments.of(new Filter(1, 2L, failed, null, null, null, null), "payments_merchant_status"),
                Arguments.of(new Filter(1, null, failed, null, TIME, later, place), "payments_account_status"),
                Arguments.of(new Filter(1, 2L, null, "o-1", null, null, place), "payments_merchant_order"),
                Arguments.of(new Filter(1, null, null, "o-1", TIME, later, null), "payments_merchant_order"));
    }

    @BeforeEach
    void disableSortsAndBitmaps() {
        jdbc.sql("SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)")
                .query()
                .singleRow();
    }

    @ParameterizedTest
    @MethodSource("filters")
    void readsFromIndex(Filter filter, String index) {
        var params = new ArrayList<Object>();
        String sql = PaymentSearch.sql(filter, 100, params);
        String plan = String.join(
                "\n",
                jdbc.sql("EXPLAIN (COSTS OFF) " + sql)
                        .params(params)
                        .query(String.class)
                        .list());
        String inner = plan.substring(plan.lastIndexOf("Limit"));
        assertThat(inner).as(plan).contains("Index Scan using " + index + " on payments");
        assertThat(inner).as(plan).doesNotContain("Sort", "Seq Scan", "Filter");
    }

    @Test
    void readsPaymentsOnHoldFromIndex() {
        String plan = String.join(
                "\n",
                jdbc.sql("EXPLAIN (COSTS OFF) " + HeldPaymentStore.LIST)
                        .params(7L, 100)
                        .query(String.class)
                        .list());
        assertThat(plan).contains("payments_on_hold", "timeline_pkey").doesNotContain("Seq Scan");
    }
}
