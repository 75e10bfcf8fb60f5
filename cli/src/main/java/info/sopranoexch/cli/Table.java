package info.sopranoexch.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints rows below a header, which appears with the first row. */
public final class Table {
    private final PrintWriter out;
    private final String format;
    private final List<String> header;
    private boolean empty = true;

    /** @param format of one row, for {@link String#format} */
    public Table(PrintWriter out, String format, List<String> header) {
        this.out = out;
        this.format = format;
        this.header = header;
    }

    public void row(Object... cells) {
        if (empty) {
            out.printf(Locale.ROOT, format, header.toArray());
            empty = false;
        }
        out.printf(Locale.ROOT, format, cells);
    }

    /** Prints the text if the table has no rows. */
    public void end(String textWithoutRows) {
        if (empty) {
            out.println(textWithoutRows);
        }
    }
}
