package info.sopranoexch.payment.refunds;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.SteppedService;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@SteppedService
class RefundListIT {
    private static final int PAYMENTS = 3;
    private static final int REFUNDS_PER_PAYMENT = 12;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private long account;
    private long stranger;
    private String payment = "";

    @BeforeEach
    void someRefunds() {
        http = new Http(port);
        account = Accounts.create(jdbc);
        payment = refundedPayments(account);
        stranger = Accounts.create(jdbc);
        var _ = refundedPayments(stranger);
    }

    /** One third is pending, one third succeeded, one third failed. Four refunds share each creation time. */
    private String refundedPayments(long owner) {
        List<String> ids = jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, paid_minor, currency,
                          created_at, expires_at, updated_at, sandbox, command_id, status)
                        SELECT 'pay_' || replace(gen_random_uuid()::text, '-', ''), nextval('payment_ids'), ?, ?, 1200, 1200,
                          'RUB', now(), now(), now(), false, 'c', 'success'
                        FROM generate_series(1, ?) RETURNING payment_id
                        """)
                .params(owner, Accounts.merchant(jdbc, owner), PAYMENTS)
                .query(String.class)
                .list();
        ids.forEach(id -> jdbc.sql("""
                        INSERT INTO refunds (refund_id, payment_id, amount_minor, status, origin, failure_code, created_at,
                          updated_at)
                        SELECT 'rfd_' || n || '|' || ?, ?, 100,
                          (ARRAY['pending', 'succeeded', 'failed'])[n % 3 + 1]::refund_status, 'merchant',
                          CASE n % 3 WHEN 2 THEN 'provider_failed' END,
                          timestamptz '2026-01-01 00:00:00Z' + (n / 4) * interval '1 hour', now()
                        FROM generate_series(0, ? - 1) AS n
                        """).params(id, id, REFUNDS_PER_PAYMENT).update());
        return ids.getFirst();
    }

    @Test
    void listsEveryRefundOnceNewestFirst() {
        List<String> all = pages("");

        assertThat(all).hasSize(PAYMENTS * REFUNDS_PER_PAYMENT);
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(pages("&status=failed")).hasSize(12);
        assertThat(pages("&payment_id=" + payment)).hasSize(REFUNDS_PER_PAYMENT);
        assertThat(pages("&status=pending&payment_id=" + payment)).hasSize(4);
        assertThat(pages("&payment_id=pay_none")).isEmpty();
    }

    @Test
    void showsAmountStatusAndFailure() {
        assertThat(http.get("/internal/refunds?status=failed&limit=1", account).text())
                .contains("\"amount\":1.00,\"currency\":\"RUB\",\"status\":\"failed\",\"origin\":\"merchant\","
                        + "\"failure_code\":\"provider_failed\"")
                .doesNotContain("\"ended_at\":null");
        assertThat(http.get("/internal/refunds?status=pending&limit=1", account).text())
                .contains("\"failure_code\":null", "\"ended_at\":null");
    }

    @Test
    void listsRefundsOfPayment() {
        Http.Response answer = http.get("/internal/payments/" + payment + "/refunds", account);

        assertThat(answer.json().path("data").size()).isEqualTo(REFUNDS_PER_PAYMENT);
        assertThat(answer.json()
                        .path("data")
                        .valueStream()
                        .map(refund -> refund.path("created_at").asString()))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(http.get("/internal/payments/" + payment + "/refunds", stranger)
                        .code())
                .isEqualTo("payment_not_found");
    }

    @Test
    void hidesRefundsOfOtherAccounts() {
        assertThat(http.get("/internal/refunds?payment_id=" + payment, stranger)
                        .json()
                        .path("data")
                        .size())
                .isZero();
    }

    @Test
    void rejectsCursorOfOtherAccount() {
        String cursor = http.get("/internal/refunds?limit=1", account)
                .json()
                .path("next_cursor")
                .asString();

        assertThat(http.get("/internal/refunds?cursor=" + cursor, account).status())
                .isEqualTo(200);
        assertThat(http.get("/internal/refunds?cursor=" + cursor, stranger).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "status=done",
                "cursor=bm9wZQ",
                "cursor=MXwyfCUwMA",
                "cursor=MXwyfCV6eg",
                "cursor=eHwyfGE"
            })
    void rejectsMalformedParameters(String query) {
        assertThat(http.get("/internal/refunds?" + query, account).code()).isEqualTo("validation_failed");
    }

    private List<String> pages(String query) {
        List<JsonNode> refunds = http.pages("/internal/refunds?limit=5" + query, account);
        assertThat(refunds)
                .extracting(refund -> refund.path("created_at").asString())
                .isSortedAccordingTo(Comparator.reverseOrder());
        return refunds.stream()
                .map(refund -> refund.path("refund_id").asString())
                .toList();
    }
}
