package info.sopranoexch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentReferencesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> IGNORED_FOLDERS = Set.of("target", "node_modules", ".git", ".soprano");
    private static final Pattern CODE_BLOCK = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    /** A test class, or a method with or without its class. Settings have no lower-case letters. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z]\\w*(?:Test|IT))?(?:#(\\w+))?[`#]");

    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    @Test
    void everyLinkLeadsToAnExistingFileAndHeading() throws IOException {
        var broken = new ArrayList<String>();
        for (Path document : files(".md")) {
            for (String link : linksOf(document)) {
                if (!exists(document, link)) {
                    broken.add(PROJECT.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyNamedTestExists() throws IOException {
        String sources =
                files(".java").stream().map(DocumentReferencesTest::read).collect(Collectors.joining());
        var missing = new ArrayList<String>();
        for (Path document : files(".md")) {
            TEST.matcher(read(document))
                    .results()
                    .filter(test -> !isDeclared(sources, "class ", test.group(1), " ")
                            || !isDeclared(sources, " ", test.group(2), "("))
                    .forEach(test -> missing.add(PROJECT.relativize(document) + ": " + test.group()));
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isDeclared(String sources, String before, String name, String after) {
        return name == null || sources.contains(before + name + after);
    }

    private static List<Path> files(String extension) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(PROJECT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return IGNORED_FOLDERS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(extension)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static List<String> linksOf(Path document) {
        String text = CODE_BLOCK.matcher(read(document)).replaceAll("");
        return LINK.matcher(text)
                .results()
                .map(result -> result.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:"))
                .toList();
    }

    private static boolean exists(Path document, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? document
                : document.resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1
                        || !target.toString().endsWith(".md")
                        || anchorsOf(target).contains(parts[1]));
    }

    private static Set<String> anchorsOf(Path document) {
        return HEADING.matcher(read(document))
                .results()
                .map(DocumentReferencesTest::anchor)
                .collect(Collectors.toSet());
    }

    /** The anchor that Git hosts derive from a heading. */
    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
