package info.sopranoexch.cli.deadletters;

import info.sopranoexch.cli.KafkaConnection;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import java.util.HexFormat;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Formats the value of a record: decoded with its schema, or as bytes with the reason. */
final class RecordValueFormat implements AutoCloseable {
    private static final int MAX_BYTES = 256;

    private final AvroDeserializer avro = new AvroDeserializer();

    RecordValueFormat(KafkaConnection kafka) {
        avro.configure(kafka.clientSettings(), false);
    }

    String format(String topic, byte[] value) {
        try {
            IndexedRecord record = avro.deserialize(topic, value);
            return record == null ? "none" : record.getSchema().getFullName() + " " + record;
        } catch (SerializationException e) {
            return "not decoded: " + e.getMessage() + System.lineSeparator() + hex(value);
        }
    }

    private static String hex(byte[] value) {
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
