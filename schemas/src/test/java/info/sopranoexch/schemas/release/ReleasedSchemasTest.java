package info.sopranoexch.schemas.release;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.schemas.TopicSchemas;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.UnrecognizedValues;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks every current schema against all released schemas, as a registry at BACKWARD_TRANSITIVE does. Checks also that
 * readers of released schemas can read the current schema.
 */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("released");
    private static final String TOOL = "mvn -pl schemas compile exec:java@release-schemas";
    private static final int RECORDS = 200;
    private static final long SEED = 14;

    /** Avro reads its limits once per JVM, at its first read. The deserializer sets them, and its test needs them. */
    @BeforeAll
    static void setLimitsOfAvro() throws ClassNotFoundException {
        Class.forName(AvroDeserializer.class.getName());
    }

    @TestFactory
    Stream<DynamicTest> currentSchemaReadsAllReleasedSchemas() {
        return TopicSchemas.BY_TOPIC.keySet().stream()
                .sorted()
                .map(topic -> DynamicTest.dynamicTest(topic, () -> {
                    Schema current = TopicSchemas.BY_TOPIC.get(topic);
                    List<Path> released = ReleaseSchemas.releases(RELEASED.resolve(topic));
                    for (Path file : released) {
                        assertThat(incompatibilities(current, ReleaseSchemas.parse(file)))
                                .as("current schema of %s against %s", topic, file)
                                .isEmpty();
                    }
                    assertThat(released)
                            .as("releases of %s: %s adds one", topic, TOOL)
                            .isNotEmpty();
                    assertThat(ReleaseSchemas.parse(released.getLast()))
                            .as("newest release of %s: %s adds the current schema", topic, TOOL)
                            .isEqualTo(current);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyEnumHasDefaultSymbol() {
        return TopicSchemas.BY_TOPIC.entrySet().stream()
                .flatMap(topic -> Enums.of(topic.getValue()).stream()
                        .map(found -> DynamicTest.dynamicTest(
                                topic.getKey() + " " + found.getName(),
                                () -> assertThat(found.getEnumDefault()).isEqualTo(UnrecognizedValues.SYMBOL))));
    }

    /** Consumers and producers are not updated at the same time, so readers meet records of a newer schema. */
    @TestFactory
    Stream<DynamicTest> releasedReadersReadTheCurrentSchemaWithOneMoreSymbol() {
        return withDefaults()
                .map(release -> DynamicTest.dynamicTest(release.toString(), () -> {
                    Schema reader = ReleaseSchemas.parse(release.file());
                    Schema writer = Enums.withOneMoreSymbol(TopicSchemas.BY_TOPIC.get(release.topic()));

                    assertThat(incompatibilities(reader, writer)).isEmpty();
                    for (Object record : new RandomData(writer, RECORDS, SEED)) {
                        assertThat(Enums.symbolsIn(readAs(reader, writer, (GenericRecord) record)))
                                .doesNotContain(Enums.NEXT_SYMBOL);
                    }
                }));
    }

    /**
     * Enums of release 1 have no default. Its readers can read current records unless an enum has a symbol that release 1
     * does not have. No service writes the default symbol.
     */
    @TestFactory
    Stream<DynamicTest> readersOfReleaseOneReadKnownSymbolsOfTheCurrentSchema() {
        return TopicSchemas.BY_TOPIC.keySet().stream()
                .map(topic -> DynamicTest.dynamicTest(topic, () -> {
                    Schema reader = ReleaseSchemas.parse(RELEASED.resolve(topic).resolve("1.avsc"));
                    Schema current = TopicSchemas.BY_TOPIC.get(topic);

                    for (Object record :
                            new RandomData(Enums.without(current, UnrecognizedValues.SYMBOL), RECORDS, SEED)) {
                        assertThat(readAs(reader, current, (GenericRecord) record))
                                .isNotNull();
                    }
                }));
    }

    @Test
    void rejectsNewSymbolForReaderWithoutDefault() {
        Schema reader = record("{'name':'a','type':{'type':'enum','name':'E','symbols':['x']}}");
        Schema writer = Enums.withOneMoreSymbol(reader);

        assertThat(incompatibilities(reader, writer)).isNotEmpty();
    }

    @Test
    void rejectsAddedFieldWithoutDefault() {
        assertThat(incompatibilities(
                        record("{'name':'a','type':'string'},{'name':'b','type':'string'}"),
                        record("{'name':'a','type':'string'}")))
                .isNotEmpty();
    }

    @Test
    void rejectsChangedType() {
        assertThat(incompatibilities(record("{'name':'a','type':'int'}"), record("{'name':'a','type':'long'}")))
                .isNotEmpty();
    }

    @Test
    void acceptsAddedFieldWithDefault() {
        assertThat(incompatibilities(
                        record("{'name':'a','type':'string'},{'name':'b','type':'string','default':''}"),
                        record("{'name':'a','type':'string'}")))
                .isEmpty();
    }

    @Test
    void everyTopicHasItsOwnSchema() {
        assertThat(TopicSchemas.BY_TOPIC.keySet()).containsExactlyInAnyOrderElementsOf(Topics.ALL);
        assertThat(TopicSchemas.BY_TOPIC.values()).doesNotHaveDuplicates();
    }

    private record Release(String topic, Path file) {
        @Override
        public String toString() {
            return topic + "/" + file.getFileName();
        }
    }

    /** All releases with enum defaults: every release after the first. */
    private static Stream<Release> withDefaults() {
        return TopicSchemas.BY_TOPIC.keySet().stream()
                .sorted()
                .flatMap(topic -> ReleaseSchemas.releases(RELEASED.resolve(topic)).stream()
                        .filter(file -> ReleaseSchemas.number(file) > 1)
                        .map(file -> new Release(topic, file)));
    }

    private static GenericRecord readAs(Schema reader, Schema writer, GenericRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }

    private static List<SchemaCompatibility.Incompatibility> incompatibilities(Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : result.getIncompatibilities();
    }

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse(String.format(Locale.ROOT, "{'type':'record','name':'R','fields':[%s]}", fields)
                        .replace('\'', '"'));
    }
}
