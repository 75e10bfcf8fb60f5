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

/** The published API, and what is wrong with an answer of it. */
public final class ApiContract {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String PROBLEM = "/components/schemas/Problem";
    /** What shows where we come from: none of it is for those who call. */
    private static final Pattern PAYERS_PATH = Pattern.compile("^/*(?:$|(?i:pay)(?:[/;?%]|$))");

    private static final Pattern INSIDES = Pattern.compile(
            "info\\.sopranoexch|org\\.(springframework|postgresql|apache)|java\\.(lang|util|io)|Exception\\b|SQLSTATE|/internal/");

    /** A field that by its name is a time, in any other form than UTC with milliseconds. */
    private static final Pattern TIME_WITHOUT_MILLISECONDS =
            Pattern.compile("\"(?:[a-z_]*_(?:at|until)|at|since|until)\":\"(?![0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z\")");

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

    /** @param yaml the project's {@code docs/openapi.yaml} */
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

    /** All codes of problems that are documented. */
    public Set<String> codes() {
        return codes;
    }

    /** All codes of field errors that are documented. */
    public Set<String> fieldCodes() {
        return fieldCodes;
    }

    /**
     * A concrete path is matched before one with parameters (OpenAPI 3.1, 4.8.8.2), whatever its methods.
     *
     * @param path from the root of the gateway, without a query
     */
    public Optional<Operation> find(String method, String path) {
        List<Operation> there = operations.stream()
                .filter(operation -> operation.isAt(path))
                .sorted(Comparator.comparingLong(Operation::parameters))
                .toList();
        return there.stream()
                .filter(operation -> operation.parameters() == there.getFirst().parameters())
                .filter(operation -> operation.method().equals(method))
                .findFirst();
    }

    /**
     * @param path from the root of the gateway, without a query
     * @return what of the answer the document does not say, or says otherwise; empty when all is as it says
     */
    public List<String> faults(String method, String path, Answer answer) {
        List<String> faults = new ArrayList<>();
        // The path is the caller's own word.
        if (INSIDES.matcher(answer.body().replaceFirst("\"instance\":\"[^\"]*\"", ""))
                .find()) {
            faults.add("shows our insides: " + answer.body());
        }
        if (answer.mediaType().equals("application/problem+json")) {
            faults.addAll(problemFaults(answer));
        }
        // The document itself has examples of times that are sent, not received.
        if (answer.mediaType().endsWith("json")
                && !path.endsWith("/openapi.json")
                && TIME_WITHOUT_MILLISECONDS.matcher(answer.body()).find()) {
            faults.add("has a time that is not in UTC with milliseconds: " + answer.body());
        }
        boolean documented = find(method, path)
                .map(operation -> {
                    faults.addAll(faultsOf(operation, answer));
                    return true;
                })
                .orElse(false);
        // Every path tells its methods to who asks for them.
        boolean options = method.equals("OPTIONS")
                && answer.status() == 204
                && !answer.header("Allow").isEmpty();
        boolean refusal = Set.of(400, 403, 404, 405).contains(answer.status())
                && (isProblem(answer) || isPayersPage(path, answer));
        boolean payersPath = answer.status() == 302 && PAYERS_PATH.matcher(path).find();
        if (!documented && !options && !refusal && !payersPath) {
            faults.add("no operation is there, and the answer is " + answer.status() + " " + answer.mediaType());
        }
        if (answer.status() == 405 && answer.header("Allow").isEmpty()) {
            faults.add("405 without Allow");
        }
        return faults;
    }

    private static boolean isProblem(Answer answer) {
        return answer.mediaType().equals("application/problem+json");
    }

    /** Below {@code /pay} and at the root people read what is refused. */
    private static boolean isPayersPage(String path, Answer answer) {
        return answer.mediaType().equals("text/html")
                && PAYERS_PATH.matcher(path).find();
    }

    private List<String> faultsOf(Operation operation, Answer answer) {
        String pointer = document.resolve(operation.pointer() + "/responses/" + answer.status());
        JsonNode response = document.at(pointer);
        if (response.isMissingNode()) {
            return List.of(operation.id() + " does not say " + answer.status());
        }
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return answer.body().isEmpty() ? List.of() : List.of("a body where none is documented: " + answer.body());
        }
        if (!content.has(answer.mediaType())) {
            return List.of("a " + answer.status() + " of the type " + answer.mediaType());
        }
        if (!answer.mediaType().endsWith("json")) {
            return List.of();
        }
        try {
            String schema = pointer + "/content/" + Document.escape(answer.mediaType()) + "/schema";
            return document.judge(schema, JSON.readTree(answer.body()));
        } catch (JacksonException e) {
            return List.of("no JSON: " + answer.body());
        }
    }

    private List<String> problemFaults(Answer answer) {
        List<String> faults = new ArrayList<>();
        JsonNode problem;
        try {
            problem = JSON.readTree(answer.body());
        } catch (JacksonException e) {
            return List.of("no JSON: " + answer.body());
        }
        faults.addAll(document.judge(PROBLEM, problem));
        String code = problem.path("code").asString("");
        if (!codes.contains(code)) {
            faults.add("the code " + code + " is not documented");
        }
        if (!problem.path("type").asString("").endsWith("problem/" + code)) {
            faults.add("type and code differ");
        }
        if (problem.path("status").asInt(0) != answer.status()) {
            faults.add("status in the body is " + problem.path("status"));
        }
        faults.addAll(MessageStyle.faults(problem));
        problem.path("errors").forEach(error -> {
            if (!fieldCodes.contains(error.path("code").asString(""))) {
                faults.add("the field error " + error + " is not documented");
            }
        });
        boolean wait = answer.status() == 503 || answer.status() == 429 || code.equals("idempotency_in_flight");
        if (wait && !answer.header("Retry-After").matches("[1-9][0-9]*")) {
            faults.add(answer.status() + " without Retry-After");
        }
        return faults;
    }
}
