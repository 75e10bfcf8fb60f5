package info.sopranoexch.payment.payments;

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
class PaymentListIT {
    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private long account;
    private long merchant;
    private long other;

    @BeforeEach
    void somePayments() {
        http = new Http(port);
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
        other = Accounts.merchant(jdbc, account);
        payments(account, merchant, 60);
        payments(account, other, 60);
        long stranger = Accounts.create(jdbc);
        payments(stranger, Accounts.merchant(jdbc, stranger), 5);
    }

    /** Ten payments share each creation time; every sixth payment has failed. */
    private void payments(long accountId, long merchantId, int count) {
        jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                          expires_at, updated_at, sandbox, command_id, order_id, status)
                        SELECT 'pay_' || gen_random_uuid(), nextval('payment_ids'), ?, ?, 100, 'RUB',
                          timestamptz '2026-01-01 00:00:00Z' + (n / 10) * interval '1 hour', now(), now(), false, 'c',
                          'order-' || n, (CASE WHEN n % 6 = 0 THEN 'failed' ELSE 'pending' END)::payment_status
                        FROM generate_series(0, ? - 1) AS n
                        """).params(accountId, merchantId, count).update();
    }

    @Test
    void listsEveryPaymentOnceNewestFirst() {
        List<String> all = pages("");
        assertThat(all).hasSize(120);
        assertThat(new HashSet<>(all)).hasSize(120);
        assertThat(pages("merchant_id=" + merchant)).hasSize(60);
        assertThat(pages("status=failed")).hasSize(20);
        assertThat(pages("merchant_id=" + other + "&status=failed")).hasSize(10);
        assertThat(pages("order_id=order-7")).hasSize(2);
        assertThat(pages("created_from=2026-01-01T01:00:00Z&created_to=2026-01-01T02:00:00Z"))
                .hasSize(20);
        assertThat(pages("merchant_id=999999999")).isEmpty();
    }

    private List<String> pages(String query) {
        List<JsonNode> payments = http.pages("/internal/payments?limit=7&" + query, account);
        assertThat(payments)
                .extracting(payment -> payment.path("created_at").asString())
                .isSortedAccordingTo(Comparator.reverseOrder());
        return payments.stream()
                .map(payment -> payment.path("payment_id").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=-1",
                "status=nope",
                "status=PENDING",
                "cursor=%00",
                "cursor=bm9wZQ",
                "cursor=YXxi",
                "merchant_id=x",
                "merchant_id=1.5",
                "created_from=yesterday",
                "created_to=2026-13-01T00:00:00Z",
                "created_from=%2B999999-01-01T00:00:00Z",
                "order_id=%00"
            })
    void rejectsMalformedParameters(String query) {
        Http.Response answer = http.get("/internal/payments?" + query, account);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("validation_failed");
    }
}
