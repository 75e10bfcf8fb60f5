package info.sopranoexch.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule for migrations (CONTRIBUTING.md): the previous release works with the new schema, and no statement locks a
 * table for long. Exceptions need the comment {@code -- contract: reason} above them.
 */
final class Migrations {
    private static final String MARKER = "-- contract:";

    /** Rejected statements with reasons. */
    private static final Map<Pattern, String> REFUSED = Map.of(
            pattern("\\bdrop (?!not null)"), "drops what the version before may use",
            pattern("\\brename\\b"), "renames what the version before knows by its old name",
            pattern("\\balter column \\S+ (set data )?type\\b"),
                    "rewrites the table, and changes a type that is in use",
            pattern("\\bset not null\\b"), "refuses what the version before writes",
            pattern("\\badd column(?=[^,;]* not null)(?![^,;]* default )"), "refuses rows without the new column",
            pattern("\\badd (constraint|check|unique|foreign|primary)\\b(?!.* not valid)"),
                    "reads the whole table under a lock, and may refuse what is written; add it NOT VALID",
            pattern("^(truncate|delete)\\b"), "deletes data");

    private static final Pattern CREATE_TABLE = pattern("^create (?:unlogged )?table (?:if not exists )?([\\w.]+)");
    private static final Pattern CREATE_INDEX =
            pattern("^create (?:unique )?index (?!concurrently)(?:if not exists )?\\w+ on (?:only )?([\\w.]+)");

    private static final Pattern ALTER_TABLE = pattern("^alter table (?:if exists )?(?:only )?([\\w.]+)");

    private record Statement(String text, boolean marked) {}

    private Migrations() {}

    /** @return violations of the file; empty without violations */
    static List<String> problems(String sql) {
        List<String> problems = new ArrayList<>();
        List<String> created = new ArrayList<>();
        Set<String> altered = new TreeSet<>();
        for (Statement statement : statements(sql)) {
            Matcher table = CREATE_TABLE.matcher(statement.text());
            if (table.find()) {
                created.add(table.group(1));
            }
            Matcher alter = ALTER_TABLE.matcher(statement.text());
            if (alter.find() && !created.contains(alter.group(1))) {
                altered.add(alter.group(1));
            }
            if (statement.marked()) {
                continue;
            }
            REFUSED.forEach((pattern, why) -> {
                if (pattern.matcher(statement.text()).find()) {
                    problems.add(why + ": " + statement.text());
                }
            });
            Matcher index = CREATE_INDEX.matcher(statement.text());
            if (index.find() && !created.contains(index.group(1))) {
                problems.add("keeps writers out while it is built; create it CONCURRENTLY: " + statement.text());
            }
        }
        if (altered.size() > 1) {
            problems.add(
                    "locks several tables in one transaction, which can deadlock with those who use them: " + altered);
        }
        return problems;
    }

    /**
     * Statements in lower case, without comments and with single spaces. Text between {@code $$} belongs to its
     * statement.
     */
    private static List<Statement> statements(String sql) {
        List<Statement> statements = new ArrayList<>();
        var text = new StringBuilder();
        boolean marked = false;
        boolean quoted = false;
        for (String line : sql.split("\n")) {
            marked |= line.strip().startsWith(MARKER);
            String code = line.replaceFirst("--.*", "");
            text.append(code).append(' ');
            quoted ^= code.split("\\$\\$", -1).length % 2 == 0;
            if (!quoted && code.stripTrailing().endsWith(";")) {
                statements.add(new Statement(
                        text.toString()
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("\\s+", " ")
                                .strip(),
                        marked));
                text.setLength(0);
                marked = false;
            }
        }
        if (!text.toString().isBlank()) {
            throw new IllegalArgumentException("each statement ends with a semicolon at the end of a line: " + text);
        }
        return statements;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex);
    }
}
