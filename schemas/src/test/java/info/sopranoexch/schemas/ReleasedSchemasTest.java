package info.sopranoexch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every schema against all that were ever released, as a registry at BACKWARD_TRANSITIVE would: the folder {@code
 * released/<topic>/} has them as {@code 1.avsc}, {@code 2.avsc}, ... and only grows. {@code -Dschemas.release=true} adds
 * the current ones.
 */
class ReleasedSchemasTest {
    private static final Path RELEASED = Path.of("released");

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

    private static List<Path> releases(String topic) throws IOException {
        Path folder = RELEASED.resolve(topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(ReleasedSchemasTest::number))
                    .toList();
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
