package info.sopranoexch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
 * Holds every schema against all that were ever released, as a registry at BACKWARD_TRANSITIVE would: the folder {@code
 * released/<topic>/} has them as {@code 1.avsc}, {@code 2.avsc}, ... and only grows. {@code -Dschemas.release=true} adds
 * the current ones. Readers of released schemas are held against the current schema too.
 */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("released");
    private static final int RECORDS = 200;
    private static final long SEED = 14;

    /** Avro reads its limits once a JVM, when it first decodes; the deserializer sets them, and its test needs them. */
    @BeforeAll
    static void setLimitsOfAvro() throws ClassNotFoundException {
        Class.forName(AvroDeserializer.class.getName());
    }

    @TestFactory
    Stream<DynamicTest> everySchemaReadsAllThatWasEverReleased() {
        return TopicSchemas.BY_TOPIC.keySet().stream()
                .sorted()
                .map(topic -> DynamicTest.dynamicTest(topic, () -> {
                    Schema current = TopicSchemas.BY_TOPIC.get(topic);
                    List<Path> released = releases(topic);
                    for (Path file : released) {
                        assertThat(incompatibilities(current, parse(file)))
                                .as("current schema of %s against %s", topic, file)
                                .isEmpty();
                    }
                    if (Boolean.getBoolean("schemas.release")) {
                        release(topic, current, released);
                        released = releases(topic);
                    }
                    assertThat(released)
                            .as("%s was never released: mvn -pl schemas test -Dschemas.release=true", topic)
                            .isNotEmpty();
                    assertThat(parse(released.getLast()))
                            .as(
                                    "%s differs from its newest release: mvn -pl schemas test -Dschemas.release=true adds it",
                                    topic)
                            .isEqualTo(current);
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyEnumHasADefaultSymbol() {
        return TopicSchemas.BY_TOPIC.entrySet().stream()
                .flatMap(topic -> Enums.of(topic.getValue()).stream()
                        .map(found -> DynamicTest.dynamicTest(
                                topic.getKey() + " " + found.getName(),
                                () -> assertThat(found.getEnumDefault()).isEqualTo(UnrecognizedValues.SYMBOL))));
    }

    /** Consumers are not updated at the same time as producers: their schema meets records of a later one. */
    @TestFactory
    Stream<DynamicTest> releasedReadersReadTheCurrentSchemaWithOneMoreSymbol() {
        return withDefaults()
                .map(release -> DynamicTest.dynamicTest(release.toString(), () -> {
                    Schema reader = parse(release.file());
                    Schema writer = Enums.withOneMoreSymbol(TopicSchemas.BY_TOPIC.get(release.topic()));

                    assertThat(incompatibilities(reader, writer)).isEmpty();
                    for (Object record : new RandomData(writer, RECORDS, SEED)) {
                        assertThat(Enums.symbolsIn(readAs(reader, writer, (GenericRecord) record)))
                                .doesNotContain(Enums.NEXT_SYMBOL);
                    }
                }));
    }

    /**
     * Enums of release 1 have no default. Its readers read whatever the current release writes as long as no enum holds a
     * symbol that release 1 does not have; the default symbol itself is never written.
     */
    @TestFactory
    Stream<DynamicTest> readersOfReleaseOneReadTheCurrentSchemaWithSymbolsThatTheyKnow() {
        return TopicSchemas.BY_TOPIC.keySet().stream()
                .map(topic -> DynamicTest.dynamicTest(topic, () -> {
                    Schema reader = parse(RELEASED.resolve(topic).resolve("1.avsc"));
                    Schema current = TopicSchemas.BY_TOPIC.get(topic);

                    for (Object record :
                            new RandomData(Enums.without(current, UnrecognizedValues.SYMBOL), RECORDS, SEED)) {
                        assertThat(readAs(reader, current, (GenericRecord) record))
                                .isNotNull();
                    }
                }));
    }

    @Test
    void aReaderWithoutDefaultFailsAtAnUnknownSymbol() {
        Schema reader = record("{'name':'a','type':{'type':'enum','name':'E','symbols':['x']}}");
        Schema writer = Enums.withOneMoreSymbol(reader);

        assertThat(incompatibilities(reader, writer)).isNotEmpty();
    }

    @Test
    void anAddedFieldWithoutDefaultIsFound() {
        assertThat(incompatibilities(
                        record("{'name':'a','type':'string'},{'name':'b','type':'string'}"),
                        record("{'name':'a','type':'string'}")))
                .isNotEmpty();
    }

    @Test
    void aChangedTypeIsFound() {
        assertThat(incompatibilities(record("{'name':'a','type':'int'}"), record("{'name':'a','type':'long'}")))
                .isNotEmpty();
    }

    @Test
    void anAddedFieldWithDefaultPasses() {
        assertThat(incompatibilities(
                        record("{'name':'a','type':'string'},{'name':'b','type':'string','default':''}"),
                        record("{'name':'a','type':'string'}")))
                .isEmpty();
    }

    @Test
    void everyTopicHasItsOwnRecord() {
        assertThat(TopicSchemas.BY_TOPIC.keySet()).containsExactlyInAnyOrderElementsOf(Topics.ALL);
        assertThat(TopicSchemas.BY_TOPIC.values()).doesNotHaveDuplicates();
    }

    private record Release(String topic, Path file) {
        @Override
        public String toString() {
            return topic + "/" + file.getFileName();
        }
    }

    /** All releases whose enums have a default. */
    private static Stream<Release> withDefaults() {
        return TopicSchemas.BY_TOPIC.keySet().stream()
                .sorted()
                .flatMap(topic -> releases(topic).stream()
                        .filter(file -> number(file) > 1)
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

    private static List<Path> releases(String topic) {
        Path folder = RELEASED.resolve(topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(ReleasedSchemasTest::number))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(".avsc", ""));
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(String topic, Schema current, List<Path> released) throws IOException {
        if (!released.isEmpty() && parse(released.getLast()).equals(current)) {
            return;
        }
        Path folder = Files.createDirectories(RELEASED.resolve(topic));
        Files.writeString(folder.resolve(released.size() + 1 + ".avsc"), current.toString(true) + "\n");
    }
}
