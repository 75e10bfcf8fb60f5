package info.sopranoexch.gateway.docs;

import info.sopranoexch.gateway.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Schemas for people. */
final class SchemaHtml {
    private SchemaHtml() {}

    /** A schema with its fields and codes, under its own heading. */
    static Html section(String name, Part schema) {
        return Html.of(
                "<section class=\"schema\" id=\"schema-{}\">\n<h3>{}</h3>\n{}{}{}{}</section>\n",
                name,
                name,
                Markdown.paragraphs(schema.text("description")),
                Html.of("<p class=\"type\">{}</p>\n", type(schema)),
                fields(schema),
                codes(schema.at("x-codes")));
    }

    /** What it is in one line: a link to it when it has a name, else its type and limits. */
    static Html type(Part schema) {
        if (!schema.referenceName().isEmpty()) {
            return link(schema.referenceName());
        }
        for (String several : List.of("oneOf", "allOf")) {
            if (schema.at(several).isThere()) {
                return among(schema.at(several).items(), several.equals("oneOf") ? " or " : " and more");
            }
        }
        Html base = schema.at("const").isThere()
                ? Html.of("<code>{}</code>", schema.text("const"))
                : schema.at("enum").isThere()
                        ? Html.of("one of <code>{}</code>", schema.at("enum").texts(", "))
                        : Html.of("{}", schema.at("type").texts(" or "));
        Html of = schema.at("items").isThere() ? Html.of(" of {}", type(schema.at("items"))) : Html.EMPTY;
        return Html.join(base, of, limits(schema));
    }

    private static Html among(List<Part> schemas, String between) {
        Html all = Html.EMPTY;
        for (Part schema : schemas) {
            all = all == Html.EMPTY ? type(schema) : Html.join(all, Html.of("{}", between), type(schema));
        }
        return between.startsWith(" and") && schemas.size() == 1 ? Html.join(all, Html.of("{}", between)) : all;
    }

    private static Html link(String name) {
        return Html.of("<a href=\"#schema-{}\">{}</a>", name, name);
    }

    private static Html limits(Part schema) {
        List<String> limits = new ArrayList<>();
        Map<String, String> words = Map.ofEntries(
                Map.entry("format", ""),
                Map.entry("minimum", "from "),
                Map.entry("exclusiveMinimum", "more than "),
                Map.entry("maximum", "up to "),
                Map.entry("minLength", "at least "),
                Map.entry("maxLength", "at most "),
                Map.entry("minItems", "at least "),
                Map.entry("maxItems", "at most "),
                Map.entry("maxProperties", "at most "),
                Map.entry("pattern", "matching "));
        Stream.of(
                        "format",
                        "minimum",
                        "exclusiveMinimum",
                        "maximum",
                        "minLength",
                        "maxLength",
                        "minItems",
                        "maxItems",
                        "maxProperties",
                        "pattern")
                .filter(name -> schema.at(name).isThere())
                .forEach(name -> limits.add(words.get(name) + schema.text(name)));
        return limits.isEmpty()
                ? Html.EMPTY
                : Html.of(" <span class=\"limits\">({})</span>", String.join(", ", limits));
    }

    /** A table of the fields of an object, those of its parts included; nothing when it has none. */
    static Html fields(Part schema) {
        List<Html> rows = new ArrayList<>();
        collect(schema, schema.at("required").texts(" "), rows);
        return rows.isEmpty() ? Html.EMPTY : Html.of("""
                        <div class="scroll" tabindex="0" role="group" aria-label="Fields"><table>
                        <thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
                        <tbody>
                        {}</tbody>
                        </table></div>
                        """, Html.join(rows.toArray(Html[]::new)));
    }

    private static void collect(Part schema, String alsoRequired, List<Html> rows) {
        for (Part part : schema.at("allOf").items()) {
            collect(
                    part.resolved(),
                    alsoRequired + " " + part.resolved().at("required").texts(" "),
                    rows);
        }
        List<String> required = List.of(alsoRequired.split(" ", -1));
        schema.at("properties")
                .fields()
                .forEach((name, field) -> rows.add(Html.of(
                        "<tr><th scope=\"row\"><code>{}</code>{}</th><td>{}</td><td>{}</td></tr>\n",
                        name,
                        required.contains(name) ? Html.of(" <span class=\"required\">required</span>") : Html.EMPTY,
                        type(field),
                        Markdown.line(field.text("description")))));
    }

    private static Html codes(Part codes) {
        if (!codes.isThere()) {
            return Html.EMPTY;
        }
        Html[] rows = codes.fields().entrySet().stream()
                .map(code -> Html.of(
                        "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td></tr>\n",
                        code.getKey(),
                        Markdown.line(code.getValue().text())))
                .toArray(Html[]::new);
        return Html.of("""
                <div class="scroll" tabindex="0" role="group" aria-label="Codes"><table>
                <thead><tr><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead>
                <tbody>
                {}</tbody>
                </table></div>
                """, Html.join(rows));
    }
}
