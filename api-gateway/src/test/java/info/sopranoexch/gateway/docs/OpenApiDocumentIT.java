package info.sopranoexch.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.contract.ApiContract;
import info.sopranoexch.contract.Operation;
import info.sopranoexch.gateway.access.RequiresAdminKey;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
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

/** Compares the OpenAPI document with the routes of the gateway, and checks how it is served. */
class OpenApiDocumentIT {
    private static final Path FILE = Path.of("..", "docs", "openapi.yaml");
    /** Pages for people and their assets: they are not part of the API. */
    private static final Set<String> PAGES =
            Set.of("GET /docs", "GET /docs/{}", "GET /pay-assets/{}/{}", "GET /pay-assets/logos/{}");

    private static final TestGateway GATEWAY = TestGateway.shared();
    private final ApiContract contract = ApiContract.load(FILE);

    @Test
    void documentsExactlyTheExistingRoutes() {
        Set<String> routes = new TreeSet<>(routes().keySet());
        assertThat(routes).containsAll(PAGES);
        routes.removeAll(PAGES);

        assertThat(contract.operations().stream().map(OpenApiDocumentIT::route))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void documentsTheAccessThatEachRouteNeeds() {
        Map<String, HandlerMethod> routes = routes();
        for (Operation operation : contract.operations()) {
            assertThat(documentedAccess(operation))
                    .as(operation.toString())
                    .isEqualTo(access(routes.get(route(operation))));
        }
    }

    @Test
    void servesTheDocumentAsYamlAndAsJson() throws IOException {
        Response yaml = GATEWAY.http().get("/api/v1/openapi.yaml", Map.of());
        Response json = GATEWAY.http().get("/api/v1/openapi.json", Map.of());

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(yaml.text()).isEqualTo(Files.readString(FILE));
        assertThat(json.json())
                .isEqualTo(
                        JsonMapper.shared().readTree(contract.document().root().toString()));
        assertThat(json.text()).contains("\"amount\":1000.00");
    }

    @Test
    void servesTheReferenceWithAPolicyThatAllowsNoInlineScript() {
        Response page = GATEWAY.http().get("/docs", Map.of());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
                .doesNotContain("unsafe");
        Matcher assets = Pattern.compile("(?:href|src)=\"(/docs/[^\"]+)\"").matcher(page.text());
        assertThat(assets.results().map(asset -> asset.group(1)))
                .hasSize(4)
                .allSatisfy(asset ->
                        assertThat(GATEWAY.http().get(asset, Map.of()).status()).isEqualTo(200));
        assertThat(GATEWAY.http().get("/docs/unknown.js", Map.of()).status()).isEqualTo(404);
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

    /** The path without the names of its parameters, which may differ between code and document. */
    private static String anonymous(String path) {
        return path.replaceAll("\\{[^}]+}", "{}");
    }

    private static String access(HandlerMethod handler) {
        RequiresScope needed = handler.getMethodAnnotation(RequiresScope.class);
        if (needed != null) {
            return Stream.of(needed.value()).map(Scope::text).sorted().collect(Collectors.joining(" or "));
        }
        return handler.getBeanType().isAnnotationPresent(RequiresAdminKey.class) ? "admin" : "anybody";
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
