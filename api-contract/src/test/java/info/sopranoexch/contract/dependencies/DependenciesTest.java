package info.sopranoexch.contract.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the table of docs/dependencies.md with the poms, and fails when the support of a dependency has ended. */
class DependenciesTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| `([\\w.-]+:[\\w.-]+)` \\| ([\\w.-]+) \\| (\\d{4}-\\d\\d-\\d\\d|not published) \\| ([^|]+) \\|[^|]*\\|$");

    private static Map<String, String> versions;
    private static List<Row> rows;

    private record Row(String dependency, String line, String supportEnds, String reason) {}

    @BeforeAll
    static void read() throws IOException {
        // Surefire sets the property.
        versions = DirectDependencies.read(PROJECT, Path.of(System.getProperty("localRepository")));
        rows = ROW.matcher(Files.readString(PROJECT.resolve("docs/dependencies.md")))
                .results()
                .map(DependenciesTest::row)
                .toList();
    }

    private static Row row(MatchResult match) {
        return new Row(match.group(1), match.group(2), match.group(3), match.group(4));
    }

    @Test
    void tableListsEveryDirectDependencyOnce() {
        assertThat(rows).extracting(Row::dependency).containsExactlyInAnyOrderElementsOf(versions.keySet());
    }

    @Test
    void versionsBelongToTheListedLines() {
        assertThat(rows)
                .allSatisfy(row -> assertThat(versions.get(row.dependency()) + ".")
                        .as(row.dependency())
                        .startsWith(row.line() + "."));
    }

    @Test
    void supportHasNotEnded() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<Row> published = rows.stream()
                .filter(row -> !row.supportEnds().equals("not published"))
                .toList();
        assertThat(published)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(LocalDate.parse(row.supportEnds()))
                        .as("%s %s: support has ended", row.dependency(), row.line())
                        .isAfterOrEqualTo(today));
        System.out.printf(
                Locale.ROOT,
                "Not checked: the end of support of %d dependencies without a published date, and known vulnerabilities, because no list"
                        + " is available offline. See docs/dependencies.md.%n",
                rows.size() - published.size());
    }
}
