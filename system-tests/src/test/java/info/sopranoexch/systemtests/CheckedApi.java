package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.contract.ApiContract;
import info.sopranoexch.contract.ApiResponse;
import info.sopranoexch.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests, checks every response against docs/openapi.yaml, and records the statuses of each operation. */
final class CheckedApi {
    static final ApiContract CONTRACT =
            ApiContract.load(Stack.PROJECT.resolve("docs").resolve("openapi.yaml"));

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String root;
    /** Returned statuses by operationId. */
    final Map<String, Set<Integer>> seen = new TreeMap<>();

    /** @param root of the gateway, without a slash at the end */
    CheckedApi(String root) {
        this.root = root;
    }

    /** A request before it is sent. */
    final class Call {
        private final String method;
        private final String path;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private BodyPublisher body = BodyPublishers.noBody();

        private Call(String method, String path) {
            this.method = method;
            this.path = path;
        }

        Call header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Call json(String text) {
            body = BodyPublishers.ofString(text);
            return header("Content-Type", "application/json");
        }

        /** Sends the request and returns the JSON of the response. Fails unless the status and the documented schema match. */
        JsonNode expectStatus(int status) throws IOException, InterruptedException {
            ApiResponse response = send();
            assertThat(response.status())
                    .as("%s %s: %s", method, path, response.body())
                    .isEqualTo(status);
            return response.header("Content-Type").contains("json")
                    ? JSON.readTree(response.body())
                    : MissingNode.getInstance();
        }

        /** Expects status 200 and server-sent events, and closes the connection without reading them. */
        void expectStream() throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                    .timeout(DEADLINE)
                    .method(method, body);
            headers.forEach(request::header);
            HttpResponse<InputStream> opened = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream stream = opened.body()) {
                assertThat(stream.read()).isPositive();
            }
            check(new ApiResponse(opened.statusCode(), opened.headers().map(), ""));
            assertThat(opened.statusCode()).isEqualTo(200);
        }

        ApiResponse send() throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                    .timeout(DEADLINE)
                    .method(method, body);
            headers.forEach(request::header);
            HttpResponse<String> sent = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return check(new ApiResponse(sent.statusCode(), sent.headers().map(), sent.body()));
        }

        private ApiResponse check(ApiResponse response) {
            String bare = path.replaceFirst("\\?.*", "");
            assertThat(CONTRACT.violations(method, bare, response))
                    .as("%s %s: %d %s", method, path, response.status(), response.body())
                    .isEmpty();
            CONTRACT.find(method, bare)
                    .map(Operation::id)
                    .ifPresent(
                            id -> seen.computeIfAbsent(id, _ -> new TreeSet<>()).add(response.status()));
            return response;
        }
    }

    /** @param path from the root, with its query */
    Call call(String method, String path) {
        return new Call(method, path);
    }

    /** A request with a merchant's API key. */
    Call call(String method, String path, String apiKey) {
        return call(method, path).header("X-API-Key", apiKey);
    }
}
