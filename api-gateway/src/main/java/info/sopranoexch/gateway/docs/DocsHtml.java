package info.sopranoexch.gateway.docs;

import info.sopranoexch.gateway.html.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The whole document as one page. */
final class DocsHtml {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String API = "/api/v1";

    private final Part document;

    DocsHtml(Part document) {
        this.document = document;
    }

    Html page() {
        Part info = document.at("info");
        List<Html> links = new ArrayList<>();
        List<Html> sections = new ArrayList<>();
        for (Part tag : document.at("tags").items()) {
            section(tag.text("name"), tag.text("description"), operations(tag.text("name")), links, sections);
        }
        section("Webhooks", "What we send to merchants.", webhooks(), links, sections);
        List<Html> schemas = new ArrayList<>();
        document.at("components")
                .at("schemas")
                .fields()
                .forEach((name, schema) -> schemas.add(SchemaHtml.section(name, schema)));
        section("Schemas", "", schemas, links, sections);
        return Html.of(
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{}</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="{}">
                </head>
                <body>
                <header>
                <h1>{}</h1>
                <p>{}</p>
                <p>Version {}; OpenAPI 3.1 as <a href="/api/v1/openapi.yaml">YAML</a> and <a href="/api/v1/openapi.json">JSON</a>.</p>
                </header>
                <nav aria-label="Sections">
                <ul>
                {}</ul>
                </nav>
                <main>
                <section id="general">
                <h2>In general</h2>
                {}</section>
                {}</main>
                </body>
                </html>
                """,
                info.text("title"),
                DocsController.STYLE,
                info.text("title"),
                Markdown.line(info.text("summary")),
                info.text("version"),
                Html.join(links.toArray(Html[]::new)),
                Markdown.paragraphs(info.text("description")),
                Html.join(sections.toArray(Html[]::new)));
    }

    private static void section(
            String name, String description, List<Html> content, List<Html> links, List<Html> sections) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        links.add(Html.of("<li><a href=\"#{}\">{}</a></li>\n", id, name));
        sections.add(Html.of(
                "<section id=\"{}\">\n<h2>{}</h2>\n{}{}</section>\n",
                id,
                name,
                Markdown.paragraphs(description),
                Html.join(content.toArray(Html[]::new))));
    }

    private List<Html> operations(String tag) {
        List<Html> found = new ArrayList<>();
        document.at("paths")
                .fields()
                .forEach((path, item) -> item.fields().forEach((method, operation) -> {
                    if (METHODS.contains(method)
                            && operation.at("tags").texts(",").equals(tag)) {
                        String base = base(operation.at("servers").isThere() ? operation : item);
                        found.add(OperationHtml.section(method, base + path, operation, item.at("parameters")));
                    }
                }));
        return found;
    }

    private static String base(Part place) {
        List<Part> servers = place.at("servers").items();
        return servers.isEmpty() ? API : servers.getFirst().text("url").replaceFirst("/$", "");
    }

    private List<Html> webhooks() {
        List<Html> found = new ArrayList<>();
        document.at("webhooks")
                .fields()
                .forEach((name, item) -> item.fields()
                        .forEach((method, operation) -> found.add(OperationHtml.section(
                                method, "the merchant's webhook_url", operation, item.at("parameters")))));
        return found;
    }
}
