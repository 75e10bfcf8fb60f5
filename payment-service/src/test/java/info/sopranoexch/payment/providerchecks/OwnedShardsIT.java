package info.sopranoexch.payment.providerchecks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.PaymentServiceApplication;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ServiceSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances in one consumer group divide the shards, and the remaining one takes them over. */
@LiveService
class OwnedShardsIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private OwnedShards shards;

    @Test
    void followPartitionsOfConsumerGroup() {
        await().atMost(SOON).until(() -> shards.current().size() == Shards.ALL.size());
        try (ConfigurableApplicationContext second = startSecond()) {
            OwnedShards others = second.getBean(OwnedShards.class);
            await().atMost(SOON)
                    .until(() -> !others.current().isEmpty()
                            && shards.current().size() + others.current().size() == Shards.ALL.size());
            var all = new HashSet<>(shards.current());
            all.addAll(others.current());
            assertThat(all).containsExactlyInAnyOrderElementsOf(Shards.ALL);
        }
        await().atMost(SOON).until(() -> shards.current().size() == Shards.ALL.size());
    }

    private static ConfigurableApplicationContext startSecond() {
        String[] arguments = Stream.concat(Stream.of(ServiceSettings.pairs("payment_live")), Stream.of("server.port=0"))
                .map(pair -> "--" + pair)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(PaymentServiceApplication.class)
                .properties("spring.main.register-shutdown-hook=false")
                .run(arguments);
    }
}
