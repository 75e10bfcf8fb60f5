package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Compares the methods of every path with the OpenAPI document. */
class MethodsIT {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final HttpTestClient http = TestGateway.shared().http();

    /** @param allow its methods, sorted */
    record Endpoint(String path, Set<String> allow) {}

    static List<Endpoint> endpoints() throws IOException {
        Map<String, Map<String, Map<String, Object>>> document =
                new Yaml().load(Files.readString(Path.of("..", "docs", "openapi.yaml")));
        return document.get("paths").entrySet().stream()
                .map(path -> new Endpoint(
                        (isAtTheRoot(path.getValue()) ? "" : "/api/v1")
                                + path.getKey().replaceAll("\\{\\w+}", "1"),
                        allowed(path.getValue().keySet())))
                .toList();
    }

    private static boolean isAtTheRoot(Map<String, Object> path) {
        String servers = path.toString();
        return servers.contains("{url=/,") && !servers.contains("{url=/api/v1,");
    }

    private static Set<String> allowed(Set<String> operations) {
        Set<String> allowed = operations.stream()
                .map(operation -> operation.toUpperCase(Locale.ROOT))
                .filter(METHODS::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed;
    }

    private Response send(String method, String path, Map<String, String> headers) {
        return http.send(method, path, headers, BodyPublishers.noBody());
    }

    private static Set<String> allow(Response response) {
        return new TreeSet<>(Arrays.asList(response.header("Allow").split(", ")));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void respondsToOptionsWithTheMethodsOfThePath(Endpoint endpoint) {
        Response response = send("OPTIONS", endpoint.path(), Map.of());

        assertThat(response.status()).isEqualTo(204);
        assertThat(allow(response)).isEqualTo(endpoint.allow());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void rejectsOtherMethodsWithTheMethodsOfThePath(Endpoint endpoint) {
        for (String method : METHODS) {
            if (!endpoint.allow().contains(method)) {
                Response response = send(method, endpoint.path(), TestGateway.key(TestGateway.KEY));
                assertThat(response.status()).as(method).isEqualTo(405);
                if (response.header("Content-Type").contains("json")) {
                    assertThat(response.code()).isEqualTo("method_not_allowed");
                }
                assertThat(allow(response)).as(method).isEqualTo(endpoint.allow());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/payment/create", "/api/v1/merchant/create"})
    void rejectsGetOnACreatePath(String path) {
        Response response = send("GET", path, TestGateway.key(TestGateway.KEY));

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.header("Allow")).isEqualTo("OPTIONS, POST");
    }

    @Test
    void returns404ForOptionsOnAnUnknownPath() {
        Response response = send("OPTIONS", "/api/v1/nothing", Map.of());

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.code()).isEqualTo("path_not_found");
        assertThat(response.header("Allow")).isEmpty();
    }

    @Test
    void refusesPreflightWithReason() {
        Response response = send(
                "OPTIONS",
                "/api/v1/payment/create",
                Map.of(
                        "Origin",
                        "https://shop.example",
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "x-api-key"));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.code()).isEqualTo("cors_not_allowed");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void rejectsTraceWithTheMethodsOfThePath() {
        String response = http.raw("TRACE /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 405").contains("\r\nAllow: OPTIONS, POST\r\n");
    }
}
