package info.sopranoexch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.localstack.infrastructure.RegistryProxy;
import info.sopranoexch.localstack.infrastructure.RegistryProxy.Fault;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Keys;
import info.sopranoexch.webhook.support.Merchants;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;

/** The dispatcher never works with a partial directory, whatever keeps it from reading a record. */
class DirectoryOutageIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String READINESS = "/actuator/health/readiness";

    private final KafkaTestClient kafka = Dispatcher.kafka();
    private final HttpTestClient http = Dispatcher.http(1);

    @BeforeEach
    void startShared() {
        Dispatcher.shared();
        await().atMost(SOON).until(() -> http.get(READINESS).status() == 200);
    }

    @Test
    void waitsForTheRegistryAtStart() throws Exception {
        Dispatcher.publish(Merchants.merchant(Merchants.nextId(), 1));
        try (var proxy = new RegistryProxy(Infrastructure.shared().registryUrl())) {
            proxy.fail(Fault.UNAUTHORIZED);
            try (var starting = new Starting(Map.of("SCHEMA_REGISTRY_URL", proxy.url()))) {
                await().atMost(SOON)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(starting.health("directoryHealthIndicator"))
                                .contains("DOWN", "responded 401"));
                assertThat(starting.started).isNotDone();

                proxy.pass();

                assertThat(current(starting.started.get(SOON.toSeconds(), TimeUnit.SECONDS)))
                        .isOne();
            }
        }
        assertThat(kafka.read(Topics.deadLetter(Topics.DIRECTORY_MERCHANTS), _ -> true))
                .isEmpty();
    }

    @Test
    void waitsForTheRightKeysetAtStart() {
        Dispatcher.publish(Merchants.merchant(Merchants.nextId(), 1));
        try (var starting = new Starting(Map.of("SOPRANO_SECRETS_KEYSET", Keys.otherKeyset()))) {
            await().atMost(SOON)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(starting.health("directoryHealthIndicator"))
                            .contains("DOWN", "cannot be decrypted with soprano.secrets.keyset"));
            assertThat(starting.started).isNotDone();

            starting.close();

            assertThat(starting.started).failsWithin(SOON);
        }
    }

    @Test
    void holdsARecordOfAnUnknownSchema() {
        long merchant = Merchants.nextId();
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            byte[] unknown = kafka.serialize(
                    Topics.DIRECTORY_MERCHANTS,
                    Merchants.merchant(merchant, 1, Merchants.endpoint(10 * merchant, receiver.url("/hook"))));
            ByteBuffer.wrap(unknown).putInt(1, Integer.MAX_VALUE);
            kafka.sendBytes(Topics.DIRECTORY_MERCHANTS, String.valueOf(merchant), unknown);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(http.get(READINESS).status()).isEqualTo(503);
                assertThat(http.get("/actuator/health/readiness")
                                .json()
                                .at("/components/directory/details/reason")
                                .asString())
                        .contains("the registry does not know schema " + Integer.MAX_VALUE);
                assertThat(current(Dispatcher.shared())).isZero();
            });
            Dispatcher.publish(Events.event("pay_held" + merchant, merchant, PaymentStatus.success, 2));

            Dispatcher.publish(
                    Merchants.merchant(merchant, 2, Merchants.endpoint(10 * merchant, receiver.url("/hook"))));

            await().atMost(SOON).untilAsserted(() -> {
                assertThat(http.get(READINESS).status()).isEqualTo(200);
                assertThat(Counts.of(10 * merchant)).isEqualTo(new Counts(1, 1, 0, 0));
            });
        }
    }

    @Test
    void countsAMalformedRecordWithoutDeadLetter() {
        String key = String.valueOf(Merchants.nextId());
        double before = unreadable();

        kafka.sendBytes(Topics.DIRECTORY_MERCHANTS, key, new byte[] {1, 2, 3});

        await().atMost(SOON).untilAsserted(() -> assertThat(unreadable()).isEqualTo(before + 1));
        assertThat(http.get(READINESS).status()).isEqualTo(200);
        assertThat(kafka.read(Topics.deadLetter(Topics.DIRECTORY_MERCHANTS), _ -> true))
                .isEmpty();
    }

    /** A second instance whose start waits. */
    private static final class Starting implements AutoCloseable {
        private final CompletableFuture<ConfigurableApplicationContext> started = new CompletableFuture<>();
        private final AtomicReference<ConfigurableApplicationContext> context = new AtomicReference<>();

        private Starting(Map<String, Object> overrides) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    started.complete(Dispatcher.start(overrides, context::set));
                } catch (RuntimeException e) {
                    started.completeExceptionally(e);
                }
            });
        }

        /** Fails until the context has made the bean. Requesting it earlier would make beans in two threads at once. */
        private String health(String indicator) {
            var bean = (HealthIndicator) context.get().getBeanFactory().getSingleton(indicator);
            return Objects.requireNonNull(bean).health().toString();
        }

        /** As SIGTERM does, also while the start waits. */
        @Override
        public void close() {
            context.get().close();
        }
    }

    private static double current(ConfigurableApplicationContext context) {
        return context.getBean(MeterRegistry.class)
                .get("soprano.directory.current")
                .gauge()
                .value();
    }

    private static double unreadable() {
        return Dispatcher.shared()
                .getBean(MeterRegistry.class)
                .get("soprano.directory.unreadable")
                .counter()
                .count();
    }
}
