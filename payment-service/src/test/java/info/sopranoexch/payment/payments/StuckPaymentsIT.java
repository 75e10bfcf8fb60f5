package info.sopranoexch.payment.payments;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.SteppedService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@SteppedService
class StuckPaymentsIT {
    private static final int HOUR = 3_600;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Http http;
    private long account;
    private long merchant;

    @BeforeEach
    void someMerchant() {
        http = new Http(port);
        account = Accounts.create(jdbc);
        merchant = Accounts.merchant(jdbc, account);
    }

    @Test
    void listsPaymentsOpenLongAfterExpiry() {
        String stuck = payment("processing", 2 * HOUR, false);
        String recent = payment("processing", HOUR / 2, false);
        String held = payment("processing", 2 * HOUR, true);
        String ended = payment("failed", 2 * HOUR, false);

        assertThat(ids(HOUR)).contains(stuck).doesNotContain(recent, held, ended);
        assertThat(ids(HOUR / 4)).contains(stuck, recent);
    }

    @Test
    void listsPaymentsWithOldPendingRefund() {
        String stuck = payment("success", 0, false);
        refund(stuck, "pending", 2 * HOUR);
        String recent = payment("success", 0, false);
        refund(recent, "pending", HOUR / 2);
        String refunded = payment("success", 0, false);
        refund(refunded, "succeeded", 2 * HOUR);

        assertThat(ids(HOUR)).contains(stuck).doesNotContain(recent, refunded);
    }

    @Test
    void rejectsValuesOutOfRange() {
        assertThat(http.get("/internal/stuck-payments?limit=0", 0).status()).isEqualTo(400);
        assertThat(http.get("/internal/stuck-payments?older_than=-1", 0).status())
                .isEqualTo(400);
        assertThat(http.get("/internal/stuck-payments?cursor=x", 0).status()).isEqualTo(400);
    }

    /** All pages, two payments each. */
    private List<String> ids(int olderThanSeconds) {
        var found = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = http.get(
                            "/internal/stuck-payments?limit=2&older_than=" + olderThanSeconds + "&cursor=" + cursor, 0)
                    .json();
            page.path("data")
                    .forEach(stuck -> found.add(stuck.path("payment_id").asString()));
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(found).doesNotHaveDuplicates().isSorted();
        return found;
    }

    private String payment(String status, int expiredSeconds, boolean isHeld) {
        return jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, paid_minor, currency,
                          created_at, expires_at, updated_at, next_check_at, sandbox, command_id, status, on_hold)
                        VALUES ('pay_' || replace(gen_random_uuid()::text, '-', ''), nextval('payment_ids'), ?, ?, 100, 100,
                          'RUB', now(), now() - ? * interval '1 second', now(), now() + interval '1 day', false, 'c',
                          ?::payment_status, ?)
                        RETURNING payment_id
                        """)
                .params(account, merchant, expiredSeconds, status, isHeld)
                .query(String.class)
                .single();
    }

    private void refund(String paymentId, String status, int ageSeconds) {
        jdbc.sql("""
                        INSERT INTO refunds (refund_id, payment_id, amount_minor, status, origin, created_at, updated_at)
                        VALUES ('rf_' || gen_random_uuid(), ?, 10, ?::refund_status, 'merchant',
                          now() - ? * interval '1 second', now())
                        """).params(paymentId, status, ageSeconds).update();
    }
}
