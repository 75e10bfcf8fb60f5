package info.sopranoexch.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published API. Checks whether responses conform to it. */
public final class ApiContract {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String PROBLEM = "/components/schemas/Problem";
    private static final Pattern PAYERS_PATH = Pattern.compile("^/*(?:$|(?i:pay)(?:[/;?%]|$))");

    /** Names of internals, which no response may reveal. */
    private static final Pattern INTERNALS = Pattern.compile(
            "info\\.sopranoexch|org\\.(springframework|postgresql|apache)|java\\.(lang|util|io)|Exception\\b|SQLSTATE|/internal/");

    /** Matches a field with the name of a time whose value is not in UTC with milliseconds. */
    private static final Pattern TIME_WITHOUT_MILLISECONDS =
            Pattern.compile("\"(?:[a-z_]*_(?:at|until)|at|since|until)\":\"(?![0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z\")");

    private static final Pattern REQUEST_ID = Pattern.compile("req_[0-9a-f]{28}");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Document document;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> codes;
    private final Set<String> fieldCodes;

    private ApiContract(Document document) {
        this.document = document;
        document.at("/paths").forEachEntry(this::operations);
        this.codes = names("/components/schemas/ErrorCode/x-codes");
        this.fieldCodes = names("/components/schemas/FieldErrorCode/x-codes");
    }

    /** @param yaml {@code docs/openapi.yaml} */
    public static ApiContract load(Path yaml) {
        return new ApiContract(Document.load(yaml));
    }

    private void operations(String path, JsonNode item) {
        item.forEachEntry((method, operation) -> {
            if (METHODS.contains(method)) {
                for (String base : bases(operation, item)) {
                    operations.add(new Operation(
                            method.toUpperCase(java.util.Locale.ROOT),
                            base + path,
                            operation.path("operationId").asString(),
                            "/paths/" + Document.escape(path) + "/" + method));
                }
            }
        });
    }

    private List<String> bases(JsonNode operation, JsonNode item) {
        for (JsonNode place : List.of(operation, item, document.root())) {
            if (place.has("servers")) {
                return place.path("servers")
                        .valueStream()
                        .map(server -> server.path("url").asString().replaceFirst("/$", ""))
                        .toList();
            }
        }
        return List.of("");
    }

    private Set<String> names(String pointer) {
        return new TreeSet<>(document.at(pointer).propertyNames());
    }

    public Document document() {
        return document;
    }

    public List<Operation> operations() {
        return operations;
    }

    /** Returns all documented error codes. */
    public Set<String> codes() {
        return codes;
    }

    /** Returns all documented codes of field errors. */
    public Set<String> fieldCodes() {
        return fieldCodes;
    }

    /**
     * Finds an operation. A path without parameters precedes one with parameters (OpenAPI 3.1, 4.8.8.2).
     *
     * @param path from the root of the gateway, without a query
     */
    public Optional<Operation> find(String method, String path) {
        List<Operation> candidates = operations.stream()
                .filter(operation -> operation.isAt(path))
                .sorted(Comparator.comparingLong(Operation::parameters))
                .toList();
        return candidates.stream()
                .filter(operation ->
                        operation.parameters() == candidates.getFirst().parameters())
                .filter(operation -> operation.method().equals(method))
                .findFirst();
    }

    /**
     * Compares a response with the document.
     *
     * @param path from the root of the gateway, without a query
     * @return the violations; empty if the response conforms to the document
     */
    public List<String> violations(String method, String path, ApiResponse response) {
        List<String> violations = new ArrayList<>();
        // The instance repeats the path of the request.
        if (INTERNALS
                .matcher(response.body().replaceFirst("\"instance\":\"[^\"]*\"", ""))
                .find()) {
            violations.add("reveals internals: " + response.body());
        }
        if (!REQUEST_ID.matcher(response.header("Request-Id")).matches()) {
            violations.add("no valid Request-Id: " + response.header("Request-Id"));
        }
        if (response.mediaType().equals("application/problem+json")) {
            violations.addAll(violationsOfProblem(response));
        }
        // The document has examples of times in requests.
        if (response.mediaType().endsWith("json")
                && !path.endsWith("/openapi.json")
                && TIME_WITHOUT_MILLISECONDS.matcher(response.body()).find()) {
            violations.add("has a time that is not in UTC with milliseconds: " + response.body());
        }
        boolean documented = find(method, path)
                .map(operation -> {
                    violations.addAll(violationsOf(operation, response));
                    return true;
                })
                .orElse(false);
        // Every path supports OPTIONS.
        boolean options = method.equals("OPTIONS")
                && response.status() == 204
                && !response.header("Allow").isEmpty();
        boolean refusal = Set.of(400, 403, 404, 405).contains(response.status())
                && (isProblem(response) || isPayersPage(path, response));
        boolean payersPath =
                response.status() == 302 && PAYERS_PATH.matcher(path).find();
        if (!documented && !options && !refusal && !payersPath) {
            violations.add(
                    "no documented operation, and the response is " + response.status() + " " + response.mediaType());
        }
        if (response.status() == 405 && response.header("Allow").isEmpty()) {
            violations.add("405 without Allow");
        }
        return violations;
    }

    private static boolean isProblem(ApiResponse response) {
        return response.mediaType().equals("application/problem+json");
    }

    /** Payers get HTML errors below {@code /pay} and at the root. */
    private static boolean isPayersPage(String path, ApiResponse response) {
        return response.mediaType().equals("text/html")
                && PAYERS_PATH.matcher(path).find();
    }

    private List<String> violationsOf(Operation operation, ApiResponse response) {
        String pointer = document.resolve(operation.pointer() + "/responses/" + response.status());
        JsonNode documented = document.at(pointer);
        if (documented.isMissingNode()) {
            return List.of(operation.id() + " does not document " + response.status());
        }
        JsonNode content = documented.path("content");
        if (content.isMissingNode()) {
            return response.body().isEmpty() ? List.of() : List.of("undocumented body: " + response.body());
        }
        if (!content.has(response.mediaType())) {
            return List.of("a " + response.status() + " with the undocumented type " + response.mediaType());
        }
        if (!response.mediaType().endsWith("json")) {
            return List.of();
        }
        try {
            String schema = pointer + "/content/" + Document.escape(response.mediaType()) + "/schema";
            return document.validate(schema, JSON.readTree(response.body()));
        } catch (JacksonException e) {
            return List.of("no JSON: " + response.body());
        }
    }

    private List<String> violationsOfProblem(ApiResponse response) {
        List<String> violations = new ArrayList<>();
        JsonNode problem;
        try {
            problem = JSON.readTree(response.body());
        } catch (JacksonException e) {
            return List.of("no JSON: " + response.body());
        }
        violations.addAll(document.validate(PROBLEM, problem));
        String code = problem.path("code").asString("");
        if (!codes.contains(code)) {
            violations.add("the code " + code + " is not documented");
        }
        if (!problem.path("type").asString("").endsWith("problem/" + code)) {
            violations.add("type and code differ");
        }
        if (!problem.path("request_id").asString("").equals(response.header("Request-Id"))) {
            violations.add("request_id in the body is " + problem.path("request_id"));
        }
        if (problem.path("status").asInt(0) != response.status()) {
            violations.add("status in the body is " + problem.path("status"));
        }
        violations.addAll(MessageStyle.violations(problem));
        problem.path("errors").forEach(error -> {
            if (!fieldCodes.contains(error.path("code").asString(""))) {
                violations.add("the field error " + error + " is not documented");
            }
        });
        boolean needsRetryAfter =
                response.status() == 503 || response.status() == 429 || code.equals("idempotency_in_flight");
        if (needsRetryAfter && !response.header("Retry-After").matches("[1-9][0-9]*")) {
            violations.add(response.status() + " without Retry-After");
        }
        return violations;
    }
}
