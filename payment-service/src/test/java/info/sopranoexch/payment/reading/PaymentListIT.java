package info.sopranoexch.payment.reading;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.SteppedService;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** Ten of them share each time of creation; every sixth has failed. */
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
    void everyPaymentIsOnExactlyOnePageNewestFirst() {
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
        var found = new ArrayList<String>();
        String cursor = "";
        String lastTime = "9999";
        do {
            var page = http.get("/internal/payments?limit=7&" + query + cursor, account)
                    .json();
            for (var payment : page.path("data")) {
                found.add(payment.path("payment_id").asString());
                String time = payment.path("created_at").asString();
                assertThat(time).isLessThanOrEqualTo(lastTime);
                lastTime = time;
            }
            String next = page.path("next_cursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return found;
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
    void refusesWhatIsWrong(String query) {
        Http.Answer answer = http.get("/internal/payments?" + query, account);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("validation_failed");
    }
}
