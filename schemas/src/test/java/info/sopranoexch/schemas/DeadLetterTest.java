package info.sopranoexch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void keepsKeyValueAndHeadersAndAddsReason() {
        var record = new ConsumerRecord<>("payment.commands.v1", 3, 42, "pay_1", new byte[0]);
        record.headers().add("ce_id", bytes("evt_1"));
        record.headers().add("springDeserializerExceptionValue", bytes("a serialized Java object"));
        record.headers().add("dlt_reason", bytes("of an earlier time"));

        var dead = DeadLetter.of(
                record,
                bytes("pay_1"),
                bytes("raw"),
                "payment-service",
                "undeserializable",
                new IllegalStateException("x".repeat(5_000)),
                NOW);

        assertThat(dead.topic()).isEqualTo("payment.commands.v1.dlt");
        assertThat(dead.partition()).isNull();
        assertThat(dead.key()).isEqualTo(bytes("pay_1"));
        assertThat(dead.value()).isEqualTo(bytes("raw"));
        assertThat(header(dead, "ce_id")).isEqualTo("evt_1");
        assertThat(header(dead, DeadLetter.PARTITION)).isEqualTo("3");
        assertThat(header(dead, DeadLetter.OFFSET)).isEqualTo("42");
        assertThat(header(dead, DeadLetter.REASON)).isEqualTo("undeserializable");
        assertThat(header(dead, DeadLetter.DETAIL)).hasSize(2_000).startsWith("IllegalStateException: xxx");
        assertThat(dead.headers().lastHeader("springDeserializerExceptionValue"))
                .isNull();
        assertThat(dead.headers().headers("dlt_reason")).hasSize(1);
    }

    private static String header(org.apache.kafka.clients.producer.ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
