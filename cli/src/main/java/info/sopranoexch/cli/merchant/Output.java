package info.sopranoexch.cli.merchant;

import static info.sopranoexch.cli.merchant.ApiOptions.text;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.ApiClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The format of results: text for people, or with {@code --json} one JSON object per line. */
public final class Output {
    private static final String COLUMN_GAP = "  ";

    @Option(names = "--json", description = "prints one JSON object per line")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    public PrintWriter out() {
        return Objects.requireNonNull(command).commandLine().getOut();
    }

    public boolean isJson() {
        return json;
    }

    /** Prints one field per line. */
    public void object(JsonNode object) {
        if (json) {
            out().println(object);
            return;
        }
        int width = 0;
        for (String name : (Iterable<String>) object::fieldNames) {
            width = Math.max(width, name.length());
        }
        for (String name : (Iterable<String>) object::fieldNames) {
            JsonNode value = object.path(name);
            String text = value.isContainerNode() ? value.toString() : text(object, name);
            out().println(name + " ".repeat(width - name.length()) + COLUMN_GAP + text);
        }
        out().println();
    }

    /**
     * Requests a list and prints one page of it.
     *
     * @param fields the columns of the table for people
     * @param textWithoutRows the text for people if the list is empty
     */
    void list(ApiOptions api, Query query, List<String> fields, String textWithoutRows) {
        try (ApiClient client = api.client()) {
            rows(client.get(query.path()).path("data"), fields, textWithoutRows);
        }
    }

    private void rows(JsonNode objects, List<String> fields, String textWithoutRows) {
        if (json) {
            objects.forEach(object -> out().println(object));
            return;
        }
        if (objects.isEmpty()) {
            out().println(textWithoutRows);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(fields);
        objects.forEach(object ->
                rows.add(fields.stream().map(field -> text(object, field)).toList()));
        int[] widths = new int[fields.size()];
        rows.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        rows.forEach(row -> out().println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(COLUMN_GAP);
        }
        return line.toString().stripTrailing();
    }
}
