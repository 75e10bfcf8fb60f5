package info.sopranoexch.payment.payerpage;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CheckPayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@SteppedService
class PayerReturnIT {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private SettableClock clock;

    @LocalServerPort
    private int port;

    private final String id = Commands.newPaymentId();
    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void requestsCheckAtReturn() {
        Instant due = clock.instant().plusSeconds(120);
        payment("pending", "inv_1", false, due);
        assertThat(page().path("checking_since").isNull()).isTrue();

        request(true);

        assertThat(checks())
                .singleElement()
                .satisfies(command -> assertThat(((CheckPayment) command.getBody()).getDueAt())
                        .isEqualTo(due));
        assertThat(checkingSince()).isEqualTo(clock.instant());
        assertThat(page().path("held").asBoolean()).isFalse();
    }

    @Test
    void limitsChecksOfReloads() {
        payment("pending", "inv_1", false, clock.instant().plusSeconds(120));
        Instant returned = clock.instant();
        for (int i = 0; i < 20; i++) {
            request(true);
            request(false);
            clock.advance(Duration.ofMillis(100));
        }
        assertThat(checks()).hasSize(1);
        request(false);
        assertThat(checks()).hasSize(2);
        clock.advance(Duration.ofSeconds(60));
        request(false);
        clock.advance(Duration.ofSeconds(10));
        request(false);
        assertThat(checks()).as("rarer after a minute").hasSize(3);
        assertThat(checkingSince()).isEqualTo(returned);
        request(true);
        assertThat(checkingSince()).as("a new return").isEqualTo(clock.instant());
    }

    @Test
    void requestsOneCheckForConcurrentReturns() {
        payment("pending", "inv_1", false, clock.instant().plusSeconds(120));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                threads.submit(() -> request(true));
            }
        }
        assertThat(checks()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"success,inv_1,false", "expired,inv_1,false", "processing,inv_1,true", "pending,-,false"})
    void requestsNoCheckOfEndedPayment(String status, @Nullable String invoice, boolean held) {
        payment(status, invoice, held, clock.instant().plusSeconds(120));
        request(true);
        assertThat(checks()).isEmpty();
        assertThat(page().path("held").asBoolean()).isEqualTo(held);
    }

    @Test
    void respondsNotFoundToUnknownPayment() {
        assertThat(http.post(path(true), 0, "{}").status()).isEqualTo(404);
    }

    private void request(boolean returned) {
        assertThat(http.post(path(returned), 0, "{}").status()).isEqualTo(204);
    }

    private String path(boolean returned) {
        return "/internal/payment-pages/" + id + "/provider-checks?returned=" + returned;
    }

    private JsonNode page() {
        return http.get("/internal/payment-pages/" + id, 0).json();
    }

    private Instant checkingSince() {
        return Instant.parse(page().path("checking_since").asString());
    }

    private List<PaymentCommand> checks() {
        return TopicReader.of(Topics.PAYMENT_COMMANDS, id, codec, PaymentCommand.class);
    }

    private void payment(String status, @Nullable String invoice, boolean held, Instant nextCheckAt) {
        long account = Accounts.create(jdbc);
        jdbc.sql("""
                        INSERT INTO payments (payment_id, id, account_id, merchant_id, amount_minor, currency, created_at,
                          expires_at, updated_at, next_check_at, sandbox, command_id, status, invoice_id, on_hold)
                        VALUES (?, nextval('payment_ids'), ?, ?, 100, 'RUB', now(), now() + interval '1 hour', now(), ?,
                          false, 'c', ?::payment_status, ?, ?)
                        """)
                .param(id)
                .param(account)
                .param(Accounts.merchant(jdbc, account))
                .param(nextCheckAt.atOffset(ZoneOffset.UTC))
                .param(status)
                .param(invoice)
                .param(held)
                .update();
    }
}
