package info.sopranoexch.sandbox.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads examples and tables of the README. */
public final class Readme {
    private static final Pattern AMOUNT = Pattern.compile("77\\d\\d");
    private static final String TEXT = read();

    private Readme() {}

    /**
     * A row of the table of magic amounts.
     *
     * @param description as on the index page
     * @param create responses to the creates, in order
     * @param invoice status and paid amount after the payment
     * @param callbacks statuses in the order of the callbacks
     */
    public record Row(int amount, String description, List<String> create, String invoice, List<String> callbacks) {
        @Override
        public String toString() {
            return amount + " " + description;
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

    /** Returns whether the table of variables contains the variable. */
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
