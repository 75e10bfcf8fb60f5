package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.PaymentServiceApplication;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.ServiceSettings;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The next release migrates the schema while this release runs, and this release starts again afterwards. */
@LiveService
class NextMigrationIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** More than the driver's prepareThreshold: later executions use cached plans. */
    private static final int OFTEN = 8;

    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private Flyway flyway;

    @LocalServerPort
    private int port;

    @Test
    void runsWithSchemaOfNextRelease() {
        var http = new Http(port);
        long account = http.post("/internal/api-keys", 0, "{\"name\":\"test\"}")
                .json()
                .path("account_id")
                .asLong();
        for (int number = 0; number < OFTEN; number++) {
            payAndRead(http, account);
        }

        migrateFurther();

        for (int number = 0; number < OFTEN; number++) {
            payAndRead(http, account);
        }
        try (ConfigurableApplicationContext again = startAgain()) {
            int itsPort = ((WebServerApplicationContext) again).getWebServer().getPort();
            payAndRead(new Http(itsPort), account);
        }
    }

    private void migrateFurther() {
        int migrations = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .locations("classpath:db/migration", "classpath:db/next")
                .load()
                .migrate()
                .migrationsExecuted;
        assertThat(migrations).isEqualTo(2);
    }

    private static ConfigurableApplicationContext startAgain() {
        // Passed as arguments, because defaults have a lower priority than application.yaml.
        String[] arguments = Stream.concat(Stream.of(ServiceSettings.pairs("payment_live")), Stream.of("server.port=0"))
                .map(pair -> "--" + pair)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(PaymentServiceApplication.class)
                .properties("spring.main.register-shutdown-hook=false")
                .run(arguments);
    }

    private void payAndRead(Http http, long account) {
        String shop = "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example/hook\"}";
        long merchant = http.post("/internal/merchants", account, shop)
                .json()
                .path("id")
                .asLong();
        String id = Commands.newPaymentId();
        send(Commands.create(account, merchant, id));
        await().atMost(SOON).until(() -> events(id) == 1);
        send(ProviderEvents.created(id), ProviderEvents.paid(id));
        await().atMost(SOON).until(() -> events(id) == 2);
        assertThat(http.get("/internal/payments/" + id, account).text()).contains("\"status\":\"success\"");
        assertThat(http.get("/internal/payments?merchant_id=" + merchant, account)
                        .status())
                .isEqualTo(200);
        assertThat(http.get("/internal/payments/" + id + "/timeline", account).status())
                .isEqualTo(200);
        assertThat(http.get("/internal/payment-pages/" + id, 0).status()).isEqualTo(200);
    }

    private void send(SpecificRecord... records) {
        sender.send(List.of(records).stream()
                .map(record -> Polls.one(codec, record))
                .map(poll ->
                        new ProducerRecord<>(poll.topic(), poll.key().getBytes(StandardCharsets.UTF_8), poll.value()))
                .toList());
    }

    private static int events(String paymentId) {
        return TopicReader.of(Topics.PAYMENT_EVENTS, paymentId).size();
    }
}
