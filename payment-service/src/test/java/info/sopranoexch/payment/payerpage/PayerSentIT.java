package info.sopranoexch.payment.payerpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.batch.BatchSteps;
import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A payer who sees the link to the provider may pay: the payment is checked before it expires. */
@SteppedService
class PayerSentIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private BatchSteps batch;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private SettableClock clock;

    @LocalServerPort
    private int port;

    private final String id = Commands.newPaymentId();

    @BeforeEach
    void create() {
        long account = Accounts.create(jdbc);
        batch.apply(Commands.create(account, Accounts.merchant(jdbc, account), id));
    }

    @Test
    void isRecordedWhenPageShowsLink() {
        batch.apply(ProviderEvents.created(id));
        Instant withoutPayer = Objects.requireNonNull(batch.payment(id).nextCheckAt());

        openPage();
        await().atMost(SOON).until(() -> commands().size() == 1);
        batch.apply(commands().getFirst());

        assertThat(batch.payment(id).payerSent()).isTrue();
        assertThat(batch.payment(id).nextCheckAt())
                .isEqualTo(clock.instant().plusSeconds(120))
                .isBefore(withoutPayer);
    }

    @Test
    void isNotRecordedAgain() {
        batch.apply(ProviderEvents.created(id), Commands.payerSent(id));
        openPage();
        openPage();
        batch.apply(ProviderEvents.paid(id));
        openPage();
        assertThat(commands()).isEmpty();
    }

    @Test
    void isNotRecordedWithoutLink() {
        openPage();
        assertThat(commands()).isEmpty();
    }

    private void openPage() {
        assertThat(new Http(port).get("/internal/payment-pages/" + id, 0).status())
                .isEqualTo(200);
    }

    private List<PaymentCommand> commands() {
        return TopicReader.of(Topics.PAYMENT_COMMANDS, id, codec, PaymentCommand.class);
    }
}
