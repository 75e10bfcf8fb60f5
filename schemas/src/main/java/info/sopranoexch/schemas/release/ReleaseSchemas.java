package info.sopranoexch.schemas.release;

import info.sopranoexch.schemas.TopicSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Adds each changed schema to the released schemas: {@code released/<topic>/1.avsc}, {@code 2.avsc} and so on. Run it with
 * {@code mvn -pl schemas compile exec:java@release-schemas}; see CONTRIBUTING.md.
 */
public final class ReleaseSchemas {
    private static final String EXTENSION = ".avsc";

    private ReleaseSchemas() {}

    /** @param args the folder of the released schemas */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: ReleaseSchemas <folder of released schemas>");
        }
        Path folder = Path.of(args[0]);
        for (var entry : TopicSchemas.BY_TOPIC.entrySet()) {
            release(folder.resolve(entry.getKey()), entry.getValue());
        }
    }

    private static void release(Path topicFolder, Schema current) throws IOException {
        List<Path> releases = releases(topicFolder);
        if (!releases.isEmpty() && parse(releases.getLast()).equals(current)) {
            return;
        }
        Path file = Files.createDirectories(topicFolder).resolve(releases.size() + 1 + EXTENSION);
        Files.writeString(file, current.toString(true) + "\n");
        System.out.printf(Locale.ROOT, "released %s/%s%n", topicFolder.getFileName(), file.getFileName());
    }

    /** Returns the released schemas of a topic, oldest first. */
    static List<Path> releases(Path topicFolder) {
        if (!Files.isDirectory(topicFolder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(topicFolder)) {
            return files.sorted(Comparator.comparingInt(ReleaseSchemas::number)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().replace(EXTENSION, ""));
    }

    static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
