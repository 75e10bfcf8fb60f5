package info.sopranoexch.localstack.infrastructure;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Encodes records with the schema of a later release, which has one more field. */
public final class NewerSchema {
    private NewerSchema() {}

    /**
     * Registers the record's schema with an additional field and encodes the record.
     *
     * @param added name of the field, not used for the topic before
     */
    public static byte[] encode(String registryUrl, String topic, SpecificRecord value, String added) {
        Schema newer = with(added, value.getSchema());
        int id;
        try (var client = new SchemaRegistryClient(Map.of("schema.registry.url", registryUrl))) {
            id = client.register(Topics.subject(topic), newer);
        }
        var out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(value.getSchema(), SpecificData.getForClass(value.getClass()))
                    .write(value, encoder);
            // The added field is the last one.
            encoder.writeString("from the future");
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Schema with(String added, Schema known) {
        var fields = new ArrayList<Schema.Field>();
        known.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field(added, Schema.create(Schema.Type.STRING), null, ""));
        return Schema.createRecord(known.getName(), known.getDoc(), known.getNamespace(), false, fields);
    }
}
