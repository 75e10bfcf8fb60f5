package info.sopranoexch.provider.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.provider.testing.PaymoonCaller;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderCallback;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.serde.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RegistryDownIT extends AdapterFixture {
    @Autowired
    private MeterRegistry meters;

    @AfterEach
    void start() {
        STACK.registry().start();
    }

    @Test
    void aRecordOfASchemaNotSeenYetWaitsForTheRegistry() throws IOException {
        String payment = Payments.newId();
        byte[] bytes = bytesOfANewerSchema(payment);
        double setAside = setAside();
        STACK.registry().kill();
        RECORDS.sendBytes(Topics.PROVIDER_CALLBACKS, payment, bytes);
        // It is in Kafka for good before the registry is back.
        RECORDS.awaitRaw(Topics.PROVIDER_CALLBACKS, record -> payment.equals(record.key()), 1);

        STACK.registry().start();

        assertThat(RECORDS.await(Topics.PROVIDER_EVENTS, payment, 1, ProviderEvent.class)
                        .getFirst()
                        .getProviderEventId())
                .isEqualTo("evt_newer");
        assertThat(setAside()).isEqualTo(setAside);
    }

    private double setAside() {
        return meters.find("soprano.dead.letters").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static byte[] bytesOfANewerSchema(String payment) throws IOException {
        Schema known = ProviderCallback.getClassSchema();
        var fields = new ArrayList<Schema.Field>();
        known.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("hint", Schema.create(Schema.Type.STRING), null, ""));
        Schema newer = Schema.createRecord(known.getName(), known.getDoc(), known.getNamespace(), false, fields);
        int id;
        try (var client = new SchemaRegistryClient(Map.of("schema.registry.url", STACK.registryUrl()))) {
            id = client.register(Topics.subject(Topics.PROVIDER_CALLBACKS), newer);
        }
        GenericRecord record = new GenericData.Record(newer);
        record.put("callback_id", "evt_newer");
        record.put("provider", "paymoon");
        record.put("external_id", payment);
        record.put("body", ByteBuffer.wrap(PaymoonCaller.paid("evt_newer", payment, 2)));
        record.put("received_at", Instant.now().toEpochMilli());
        record.put("hint", "from the future");
        var out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(newer).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
