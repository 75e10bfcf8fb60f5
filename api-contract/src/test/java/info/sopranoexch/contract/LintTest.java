package info.sopranoexch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Checks both documents against the rules of OpenAPI and AsyncAPI. */
class LintTest {
    private static final Path OPENAPI = Path.of("..", "docs", "openapi.yaml");
    private static final Path ASYNCAPI = Path.of("..", "docs", "asyncapi.yaml");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final String OAS = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

    @Test
    void openApiIsValid() {
        assertThat(validate(read(OPENAPI))).isEmpty();
    }

    @Test
    void findsPlantedErrorsInOpenApi() {
        ObjectNode planted = (ObjectNode) read(OPENAPI);
        ((ObjectNode) planted.at("/paths/~1health/get")).put("responses", "none");
        ((ObjectNode) planted.at("/components/schemas/Amount")).put("type", "money");

        assertThat(validate(planted))
                .anyMatch(error -> error.contains("responses"))
                .anyMatch(error -> error.contains("Amount"));
    }

    @Test
    void everyResponseDocumentsRequestId() {
        JsonNode root = read(OPENAPI);
        var missing = new ArrayList<String>();
        root.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> operation
                        .path("responses")
                        .forEachEntry((status, response) -> {
                            if (!resolve(root, response).path("headers").has("Request-Id")) {
                                missing.add(method + " " + path + " " + status);
                            }
                        })));

        assertThat(missing).isEmpty();
    }

    /** Rules that the schema of OpenAPI cannot express. */
    @Test
    void operationIdsAreUniqueAndPathParametersAreDeclared() {
        JsonNode root = read(OPENAPI);
        var ids = new ArrayList<String>();
        root.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
                    if (operation.has("operationId")) {
                        ids.add(operation.path("operationId").asString());
                        var declared = new TreeSet<String>();
                        for (JsonNode place : List.of(item, operation)) {
                            for (JsonNode parameter : place.path("parameters")) {
                                JsonNode resolved = resolve(root, parameter);
                                if (resolved.path("in").asString().equals("path")) {
                                    declared.add("{" + resolved.path("name").asString() + "}");
                                }
                            }
                        }
                        var named = new TreeSet<>(PARAMETER
                                .matcher(path)
                                .results()
                                .map(MatchResult::group)
                                .toList());
                        assertThat(declared).as(method + " " + path).isEqualTo(named);
                    }
                }));

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @Test
    void asyncApiIsValid() {
        assertThat(asyncApiErrors(read(ASYNCAPI))).isEmpty();
    }

    @Test
    void findsPlantedErrorsInAsyncApi() {
        for (String pointer : List.of(
                "",
                "/info",
                "/channels/paymentEvents",
                "/operations/subscribeToPayments",
                "/components/messages/Merchant")) {
            ObjectNode planted = (ObjectNode) read(ASYNCAPI);
            ((ObjectNode) planted.at(pointer)).putArray("planted");
            assertThat(asyncApiErrors(planted)).as(pointer).isNotEmpty();
        }
        ObjectNode without = (ObjectNode) read(ASYNCAPI);
        ((ObjectNode) without.at("/operations/subscribeToPayments")).remove("channel");
        assertThat(asyncApiErrors(without)).isNotEmpty();
    }

    @Test
    void everyReferenceHasATarget() {
        for (Path file : List.of(OPENAPI, ASYNCAPI)) {
            JsonNode root = read(file);
            for (JsonNode reference : root.findValues("$ref")) {
                String target = reference.asString();
                boolean exists = target.startsWith("#")
                        ? !root.at(target.substring(1)).isMissingNode()
                        : file.resolveSibling(target).toFile().isFile();
                assertThat(exists).as("%s: %s", file, target).isTrue();
            }
        }
    }

    @Test
    void everyComponentIsUsed() {
        JsonNode root = read(OPENAPI);
        var used = new TreeSet<String>();
        root.findValues("$ref").forEach(reference -> used.add(reference.asString()));
        root.path("components").forEachEntry((kind, parts) -> {
            if (!kind.equals("securitySchemes")) {
                parts.propertyNames().forEach(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
            }
        });
    }

    /**
     * Client generators drop or misread schemas composed with {@code allOf}, a bare {@code type: 'null'}, and a constant without a
     * type. A webhook that shares the tag of an API replaces that API's calls in the generated client.
     */
    @Test
    void openApiUsesOnlyWhatClientGeneratorsUnderstand() {
        JsonNode root = read(OPENAPI);

        assertThat(generatorErrors(root.path("components").path("schemas"))).isEmpty();
        assertThat(tags(root.path("webhooks"))).doesNotContainAnyElementsOf(tags(root.path("paths")));
    }

    @Test
    void findsPlantedGeneratorErrors() {
        ObjectNode planted = (ObjectNode) read(OPENAPI).path("components").path("schemas");
        planted.putObject("Composed").putArray("allOf");
        planted.putObject("Nothing").put("type", "null");
        planted.putObject("Constant").put("const", "x");

        assertThat(generatorErrors(planted)).hasSize(3);
    }

    /** A flat schema repeats the fields of the schema that it extends, so the two must not drift apart. */
    @ParameterizedTest
    @CsvSource({
        "Payment, RefundedPayment, refund",
        "Merchant, MerchantWithSecret, webhook_secret",
        "Delivery, DeliveryWithAttempts, attempt_log",
        "ApiKey, ApiKeyWithSecret, key",
        "ChangeMerchant, CreateMerchant, name",
    })
    void extendedSchemaRepeatsTheFieldsOfItsBase(String base, String extended, String additional) {
        JsonNode schemas = read(OPENAPI).path("components").path("schemas");
        ObjectNode expected = (ObjectNode) schemas.path(base).deepCopy();
        ObjectNode actual = (ObjectNode) schemas.path(extended).deepCopy();
        ObjectNode properties = (ObjectNode) expected.path("properties");
        // A field that the extension requires may be null in the base.
        properties.set(additional, actual.path("properties").path(additional));
        ArrayNode required =
                expected.has("required") ? (ArrayNode) expected.path("required") : expected.putArray("required");
        required.add(additional);
        expected.remove("description");
        actual.remove("description");

        assertThat(actual).isEqualTo(expected);
    }

    private static List<String> generatorErrors(JsonNode schemas) {
        var errors = new ArrayList<String>();
        if (schemas.has("allOf")) {
            errors.add("allOf in " + schemas);
        }
        if (schemas.path("type").isString() && schemas.path("type").asString().equals("null")) {
            errors.add("bare null type in " + schemas);
        }
        if (schemas.has("const") && !schemas.has("type")) {
            errors.add("constant without a type in " + schemas);
        }
        schemas.forEach(part -> errors.addAll(generatorErrors(part)));
        return errors;
    }

    private static Set<String> tags(JsonNode paths) {
        return paths.findValues("tags").stream()
                .flatMap(tags -> tags.valueStream().map(JsonNode::asString))
                .collect(Collectors.toSet());
    }

    private static List<String> validate(JsonNode document) {
        Schema schema = SchemaRegistry.withDialect(
                        Dialects.getDraft202012(),
                        builder -> builder.schemaIdResolvers(resolvers ->
                                resolvers.mapPrefix("https://spec.openapis.org", "classpath:spec.openapis.org")))
                .getSchema(SchemaLocation.of(OAS));
        return schema.validate(document).stream().map(Object::toString).toList();
    }

    /** The model accepts unknown fields in unions, so their fields are checked separately. Source: AsyncAPI 3.0.0. */
    private static List<String> asyncApiErrors(JsonNode document) {
        var errors = new ArrayList<String>();
        try {
            new ObjectMapper().readValue(document.toString(), AsyncAPI.class);
        } catch (JsonProcessingException e) {
            errors.add(String.valueOf(e.getMessage()));
        }
        fields(document, "asyncapi info", "id servers defaultContentType channels operations components", errors);
        document.path("channels")
                .forEach(channel -> fields(
                        channel,
                        "",
                        "address messages title summary description servers parameters tags externalDocs bindings",
                        errors));
        document.path("operations")
                .forEach(operation -> fields(
                        operation,
                        "action channel",
                        "title summary description security tags externalDocs bindings traits messages reply",
                        errors));
        document.at("/components/messages")
                .forEach(message -> fields(
                        message,
                        "payload",
                        "headers correlationId contentType name title summary description tags externalDocs bindings examples traits",
                        errors));
        return errors;
    }

    private static void fields(JsonNode object, String required, String optional, List<String> errors) {
        List<String> needed = required.isEmpty() ? List.of() : List.of(required.split(" ", -1));
        needed.stream()
                .filter(name -> !object.has(name))
                .forEach(name -> errors.add(name + " is missing in " + object));
        object.propertyNames().stream()
                .filter(name -> !needed.contains(name)
                        && !List.of(optional.split(" ", -1)).contains(name))
                .forEach(name -> errors.add(name + " is not expected in " + object));
    }

    private static JsonNode resolve(JsonNode root, JsonNode part) {
        return part.has("$ref") ? root.at(part.path("$ref").asString().substring(1)) : part;
    }

    private static JsonNode read(Path file) {
        return new YAMLMapper().readTree(file.toFile());
    }
}
