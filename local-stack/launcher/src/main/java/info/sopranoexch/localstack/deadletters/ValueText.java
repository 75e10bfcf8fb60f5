package info.sopranoexch.localstack.deadletters;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import java.util.HexFormat;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;

/** The value of a record for people: decoded with the schema that it was written with, or else its bytes and why. */
public final class ValueText implements AutoCloseable {
    private static final int MAX_BYTES = 256;

    private final AvroDeserializer avro = new AvroDeserializer();

    public ValueText(Cluster cluster) {
        avro.configure(cluster.client(), false);
    }

    public String of(String topic, byte[] value) {
        try {
            IndexedRecord record = avro.deserialize(topic, value);
            return record == null ? "nothing" : record.getSchema().getFullName() + " " + record;
        } catch (SerializationException e) {
            return "not decoded: " + e.getMessage() + System.lineSeparator() + bytes(value);
        }
    }

    private static String bytes(byte[] value) {
        int shown = Math.min(value.length, MAX_BYTES);
        String hex = HexFormat.ofDelimiter(" ").formatHex(value, 0, shown);
        return shown == value.length
                ? value.length + " bytes: " + hex
                : value.length + " bytes, the first " + shown + ": " + hex;
    }

    @Override
    public void close() {
        avro.close();
    }
}
