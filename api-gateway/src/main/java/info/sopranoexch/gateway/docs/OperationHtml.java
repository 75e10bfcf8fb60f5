package info.sopranoexch.gateway.docs;

import info.sopranoexch.gateway.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One operation for people. */
final class OperationHtml {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private OperationHtml() {}

    /** @param shared the path's own parameters */
    static Html section(String method, String path, Part operation, Part shared) {
        return Html.of(
                """
                <section class="operation" id="{}">
                <h3>{}</h3>
                <p class="call"><span class="method {}">{}</span> <code>{}</code>{}</p>
                {}{}{}{}</section>
                """,
                operation.text("operationId"),
                operation.text("summary"),
                method,
                method.toUpperCase(Locale.ROOT),
                path,
                access(operation),
                Markdown.paragraphs(operation.text("description")),
                parameters(Stream.concat(shared.items().stream(), operation.at("parameters").items().stream())
                        .map(Part::resolved)
                        .toList()),
                body(operation.at("requestBody")),
                answers(operation.at("responses")));
    }

    private static Html access(Part operation) {
        if (!operation.at("security").isThere()) {
            return Html.EMPTY;
        }
        List<String> ways = new ArrayList<>();
        for (Part way : operation.at("security").items()) {
            way.fields()
                    .forEach((scheme, scopes) ->
                            ways.add(scheme.equals("adminKey") ? "the administrator's key" : scopes.texts(" and ")));
        }
        return Html.of(
                " <span class=\"access\">{}</span>", ways.isEmpty() ? "no key" : "needs " + String.join(" or ", ways));
    }

    private static Html parameters(List<Part> parameters) {
        if (parameters.isEmpty()) {
            return Html.EMPTY;
        }
        Html[] rows = parameters.stream()
                .map(parameter -> Html.of(
                        "<tr><th scope=\"row\"><code>{}</code>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                        parameter.text("name"),
                        parameter.text("required").equals("true")
                                ? Html.of(" <span class=\"required\">required</span>")
                                : Html.EMPTY,
                        parameter.text("in"),
                        SchemaHtml.type(parameter.at("schema")),
                        Markdown.line(parameter.text("description"))))
                .toArray(Html[]::new);
        return Html.of("""
                <div class="scroll" tabindex="0" role="group" aria-label="Parameters"><table>
                <thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
                <tbody>
                {}</tbody>
                </table></div>
                """, Html.join(rows));
    }

    private static Html body(Part body) {
        Part json = body.at("content").at("application/json");
        if (!json.isThere()) {
            return Html.EMPTY;
        }
        return Html.of(
                "<h4>Body{}: {}</h4>\n{}{}",
                body.text("required").equals("true") ? "" : ", optional",
                SchemaHtml.type(json.at("schema")),
                Markdown.paragraphs(body.text("description")),
                examples(json.at("examples")));
    }

    private static Html examples(Part examples) {
        return Html.join(examples.fields().values().stream()
                .map(Part::resolved)
                .map(example -> Html.of(
                        "<details><summary>{}</summary>\n<pre tabindex=\"0\">{}</pre>\n</details>\n",
                        example.text("summary"),
                        JSON.writeValueAsString(example.at("value").value())))
                .toArray(Html[]::new));
    }

    private static Html answers(Part answers) {
        List<Html> rows = new ArrayList<>();
        List<Html> examples = new ArrayList<>();
        answers.fields().forEach((status, answer) -> {
            Part resolved = answer.resolved();
            rows.add(Html.of(
                    "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
                    status,
                    content(resolved.at("content")),
                    Markdown.line(resolved.text("description"))));
            if (status.startsWith("2")) {
                resolved.at("content")
                        .fields()
                        .values()
                        .forEach(content -> examples.add(examples(content.at("examples"))));
            }
        });
        return Html.of("""
                <h4>Answers</h4>
                {}<div class="scroll" tabindex="0" role="group" aria-label="Answers"><table>
                <thead><tr><th scope="col">Status</th><th scope="col">Body</th><th scope="col">Meaning</th></tr></thead>
                <tbody>
                {}</tbody>
                </table></div>
                """, Html.join(examples.toArray(Html[]::new)), Html.join(rows.toArray(Html[]::new)));
    }

    private static Html content(Part content) {
        Html types = Html.EMPTY;
        for (var one : content.fields().entrySet()) {
            Part schema = one.getValue().at("schema");
            types = schema.referenceName().isEmpty()
                    ? Html.join(types, Html.of("{}", one.getKey()))
                    : Html.join(types, SchemaHtml.type(schema));
        }
        return types;
    }
}
