package info.sopranoexch.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.contract.ApiContract;
import info.sopranoexch.contract.Operation;
import info.sopranoexch.gateway.access.NeedsAdminKey;
import info.sopranoexch.gateway.access.NeedsKey;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.support.Http.Answer;
import info.sopranoexch.gateway.support.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document and the routes are the same, and it is served. */
class ApiDocumentIT {
    private static final Path FILE = Path.of("..", "docs", "openapi.yaml");
    /** Pages for people and what belongs to them. */
    private static final Set<String> PAGES =
            Set.of("GET /docs", "GET /docs/docs.css", "GET /pay-assets/{}/{}", "GET /pay-assets/logos/{}");

    private static final TestGateway GATEWAY = TestGateway.shared();
    private final ApiContract contract = ApiContract.load(FILE);

    @Test
    void every_route_is_documented_and_the_other_way_round() {
        Set<String> routes = new TreeSet<>(routes().keySet());
        assertThat(routes).containsAll(PAGES);
        routes.removeAll(PAGES);

        assertThat(contract.operations().stream().map(ApiDocumentIT::route))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void what_a_call_needs_is_documented() {
        Map<String, HandlerMethod> routes = routes();
        for (Operation operation : contract.operations()) {
            assertThat(documentedAccess(operation))
                    .as(operation.toString())
                    .isEqualTo(access(routes.get(route(operation))));
        }
    }

    @Test
    void it_is_served_as_it_is_and_as_json() throws IOException {
        Answer yaml = GATEWAY.http().get("/api/v1/openapi.yaml", Map.of());
        Answer json = GATEWAY.http().get("/api/v1/openapi.json", Map.of());

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(yaml.text()).isEqualTo(Files.readString(FILE));
        assertThat(json.json())
                .isEqualTo(
                        JsonMapper.shared().readTree(contract.document().root().toString()));
        assertThat(json.text()).contains("\"amount\":1000.00");
    }

    @Test
    void the_page_names_every_operation_schema_and_code() {
        Answer page = GATEWAY.http().get("/docs", Map.of());

        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("script");
        for (Operation operation : contract.operations()) {
            assertThat(page.text()).contains("id=\"" + operation.id() + "\"");
            assertThat(contract.operations().stream()
                            .filter(same -> same.id().equals(operation.id()))
                            .map(same -> "<code>" + same.path() + "</code>"))
                    .as("its address, or one of them")
                    .anyMatch(page.text()::contains);
        }
        contract.document()
                .at("/components/schemas")
                .propertyNames()
                .forEach(name -> assertThat(page.text()).contains("id=\"schema-" + name + "\""));
        contract.codes().forEach(code -> assertThat(page.text()).contains("<code>" + code + "</code>"));
        for (Matcher link = Pattern.compile("href=\"#([^\"]+)\"").matcher(page.text()); link.find(); ) {
            assertThat(page.text()).contains("id=\"" + link.group(1) + "\"");
        }
        assertThat(GATEWAY.http().get("/docs/docs.css", Map.of()).header("Content-Type"))
                .startsWith("text/css");
    }

    private static Map<String, HandlerMethod> routes() {
        Map<String, HandlerMethod> routes = new TreeMap<>();
        GATEWAY.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> info.getPatternValues()
                                .forEach(path -> routes.put(method + " " + anonymous(path), handler))));
        return routes;
    }

    private static String route(Operation operation) {
        return operation.method() + " " + anonymous(operation.path());
    }

    /** What a parameter is called in the code is nobody's business. */
    private static String anonymous(String path) {
        return path.replaceAll("\\{[^}]+}", "{}");
    }

    private static String access(HandlerMethod handler) {
        NeedsKey needed = handler.getMethodAnnotation(NeedsKey.class);
        if (needed != null) {
            return Stream.of(needed.value()).map(Scope::text).sorted().collect(Collectors.joining(" or "));
        }
        return handler.getBeanType().isAnnotationPresent(NeedsAdminKey.class) ? "admin" : "anybody";
    }

    private String documentedAccess(Operation operation) {
        JsonNode security = contract.document().at(operation.pointer() + "/security");
        if (security.isEmpty()) {
            return "anybody";
        }
        return security.valueStream()
                .map(way -> way.has("adminKey")
                        ? "admin"
                        : way.path("apiKey")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.joining("+")))
                .sorted()
                .collect(Collectors.joining(" or "));
    }
}
