package info.sopranoexch.sandbox.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What the README promises, for tests that hold the code against it. */
public final class Readme {
    private static final Pattern AMOUNT = Pattern.compile("77\\d\\d");
    private static final String TEXT = read();

    private Readme() {}

    /**
     * A row of the table of magic amounts.
     *
     * @param what in words, as on the index page
     * @param create what the calls that create it are answered, one after the other
     * @param invoice its status after it is paid, and what was paid
     * @param callbacks statuses in the order they are told in
     */
    public record Row(int amount, String what, List<String> create, String invoice, List<String> callbacks) {
        @Override
        public String toString() {
            return amount + " " + what;
        }
    }

    public static List<Row> magicAmounts() {
        return TEXT.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .filter(cells -> AMOUNT.matcher(cells.getFirst()).matches())
                .map(cells -> new Row(
                        Integer.parseInt(cells.get(0)),
                        cells.get(1),
                        list(cells.get(2)),
                        cells.get(3),
                        list(cells.get(4))))
                .toList();
    }

    /** All lines that call the sandbox with curl. */
    public static List<String> curls() {
        return TEXT.lines().filter(line -> line.startsWith("curl ")).toList();
    }

    /** Whether the table of variables has it. */
    public static boolean lists(String variable) {
        return TEXT.contains("| `" + variable + "` |");
    }

    private static List<String> list(String cell) {
        return cell.equals("none") ? List.of() : List.of(cell.split(", "));
    }

    private static String read() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
