package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
    private static final List<Path> MODULES = List.of(Path.of("payment-service"), Path.of("webhook-dispatcher"));
    private static final String FOLDER = "src/main/resources/db/migration";

    @Test
    void everyMigrationIsCompatibleWithPreviousRelease() throws IOException {
        Map<String, List<String>> problems = new TreeMap<>();
        int files = 0;
        for (Path module : MODULES) {
            try (Stream<Path> migrations =
                    Files.list(Stack.PROJECT.resolve(module).resolve(FOLDER))) {
                for (Path migration : migrations.toList()) {
                    files++;
                    String name = module.resolve(migration.getFileName()).toString();
                    problems.put(name, Migrations.problems(Files.readString(migration)));
                }
            }
        }

        assertThat(files).isPositive();
        problems.values().removeIf(List::isEmpty);
        assertThat(problems).isEmpty();
    }

    /** A plan that a connection keeps fails when its columns become more: "cached plan must not change result type". */
    @Test
    void noQuerySelectsAllColumns() throws IOException {
        var all = Pattern.compile(
                "select \\* from (?!unnest\\b)\\w|select (\\w+)\\.\\* from \\w+ (as )?\\1\\b|returning \\*\"");
        Map<String, String> found = new TreeMap<>();
        for (Path module : MODULES) {
            try (Stream<Path> sources = Files.walk(Stack.PROJECT.resolve(module).resolve("src/main/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    String text =
                            Files.readString(source).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
                    Matcher matcher = all.matcher(text);
                    if (matcher.find()) {
                        found.put(source.getFileName().toString(), matcher.group());
                    }
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE payments;",
                "ALTER TABLE payments\n    DROP COLUMN order_id;",
                "DROP INDEX payments_merchant;",
                "ALTER TABLE payments ALTER COLUMN status DROP DEFAULT;",
                "ALTER TABLE payments RENAME COLUMN order_id TO reference;",
                "ALTER TABLE payments ALTER COLUMN id TYPE text;",
                "ALTER TABLE payments ALTER COLUMN id SET DATA TYPE text;",
                "ALTER TABLE payments ALTER COLUMN order_id SET NOT NULL;",
                "ALTER TABLE payments ADD COLUMN colour text NOT NULL;",
                "ALTER TABLE payments ADD COLUMN a text NOT NULL DEFAULT '', ADD COLUMN b text NOT NULL;",
                "ALTER TABLE payments ADD CONSTRAINT positive CHECK (amount > 0);",
                "ALTER TABLE payments ADD UNIQUE (order_id);",
                "TRUNCATE payments;",
                "DELETE FROM payments;",
                "CREATE INDEX payments_order ON payments (order_id);",
                "ALTER TABLE payments ADD COLUMN a text;\nALTER TABLE refunds ADD COLUMN a text;",
                "CREATE TABLE a (id bigint); -- contract: not of the next one\nDROP TABLE b;",
            })
    void rejectsIncompatibleStatements(String sql) {
        assertThat(Migrations.problems(sql)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE payments ADD COLUMN colour text;",
                "ALTER TABLE payments ADD COLUMN colour text NOT NULL DEFAULT 'red';",
                "ALTER TABLE payments ALTER COLUMN order_id DROP NOT NULL;",
                "ALTER TABLE payments ADD CONSTRAINT positive CHECK (amount > 0) NOT VALID;",
                "CREATE INDEX CONCURRENTLY payments_order ON payments (order_id);",
                "CREATE TABLE colours (\n    id bigint PRIMARY KEY\n);\nCREATE INDEX colours_id ON colours (id);",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$\n    DELETE FROM colours;\n$$;",
                "-- contract: not read since 0.4.0\nDROP TABLE colours;",
            })
    void acceptsCompatibleStatements(String sql) {
        assertThat(Migrations.problems(sql)).isEmpty();
    }
}
