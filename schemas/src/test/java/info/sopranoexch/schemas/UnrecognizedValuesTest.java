package info.sopranoexch.schemas;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class UnrecognizedValuesTest {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type":"record","name":"Outer","fields":[
              {"name":"status","type":{"type":"enum","name":"Status","symbols":["open","unrecognized"],"default":"unrecognized"}},
              {"name":"previous","type":["null","Status"],"default":null},
              {"name":"items","type":{"type":"array","items":
                {"type":"record","name":"Item","fields":[{"name":"status","type":"Status"}]}}}
            ]}""");

    @Test
    void acceptsKnownValues() {
        assertThatCode(() -> UnrecognizedValues.reject(record("open").build(), Set.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheFieldWithAnUnrecognizedValue() {
        assertThatThrownBy(
                        () -> UnrecognizedValues.reject(record("unrecognized").build(), Set.of()))
                .isInstanceOf(UnrecognizedValueException.class)
                .hasMessageStartingWith("status has a value that this release does not know");
    }

    @Test
    void findsUnrecognizedValuesInNestedRecords() {
        GenericRecord item = new GenericRecordBuilder(
                        SCHEMA.getField("items").schema().getElementType())
                .set("status", symbol("unrecognized"))
                .build();
        GenericRecord outer = record("open").set("items", List.of(item)).build();

        assertThatThrownBy(() -> UnrecognizedValues.reject(outer, Set.of())).hasMessageStartingWith("items.status has");
    }

    @Test
    void ignoresFieldsThatTheConsumerDoesNotUse() {
        GenericRecord record =
                record("open").set("previous", symbol("unrecognized")).build();

        assertThatCode(() -> UnrecognizedValues.reject(record, Set.of("previous")))
                .doesNotThrowAnyException();
    }

    private static GenericRecordBuilder record(String status) {
        return new GenericRecordBuilder(SCHEMA)
                .set("status", symbol(status))
                .set("previous", null)
                .set("items", List.of());
    }

    private static GenericData.EnumSymbol symbol(String name) {
        return new GenericData.EnumSymbol(SCHEMA.getField("status").schema(), name);
    }
}
