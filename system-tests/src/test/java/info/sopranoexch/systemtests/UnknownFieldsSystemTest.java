package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.contract.ApiResponse;
import info.sopranoexch.contract.Document;
import info.sopranoexch.contract.Operation;
import info.sopranoexch.localstack.LocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation of docs/openapi.yaml rejects unknown query parameters and unknown fields in each object of its body.
 */
class UnknownFieldsSystemTest {
    private static final String PLANTED = "planted_by_test";
    private static final LocalStack STACK = Stack.shared();
    private static final Document DOCUMENT = CheckedApi.CONTRACT.document();
    private static WebhookReceiver receiver;
    private static TestMerchant merchant;
    private static String paymentId;

    private final CheckedApi api = new CheckedApi(STACK.apiUrl().replaceFirst("/api/v1$", ""));

    /** @param field path of the field in errors */
    record Body(Operation operation, String field, String json) {
        @Override
        public String toString() {
            return operation.id() + " " + field;
        }
    }

    @BeforeAll
    static void open() throws Exception {
        receiver = new WebhookReceiver();
        merchant = Stack.newMerchant(receiver);
        paymentId = merchant.client()
                .createPayment(merchant.merchantId(), "10.00", "unknown-names")
                .text("payment_id");
    }

    @AfterAll
    static void close() {
        receiver.close();
    }

    /** Operations that ignore unknown names: payers' links have foreign parameters, and Paymoon may add fields. */
    private static boolean isTolerant(Operation operation) {
        return operation.id().equals("takePaymoonCallback")
                || DOCUMENT.at(operation.pointer()).path("tags").toString().contains("Payer's page");
    }

    static Stream<Operation> operations() {
        return CheckedApi.CONTRACT.operations().stream()
                .filter(operation -> !operation.id().equals("followPayerPage"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void rejectsUnknownQueryParameter(Operation operation) throws Exception {
        ApiResponse response =
                call(operation, path(operation) + "?" + PLANTED + "=1").send();

        if (isTolerant(operation)) {
            assertThat(response.body()).doesNotContain(PLANTED);
        } else {
            assertRejected(response, PLANTED);
        }
    }

    static Stream<Body> bodies() {
        return CheckedApi.CONTRACT.operations().stream()
                .filter(operation -> !isTolerant(operation))
                .filter(operation -> DOCUMENT.at(operation.pointer()).has("requestBody"))
                .flatMap(operation -> bodies(operation).stream());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void rejectsUnknownField(Body body) throws Exception {
        ApiResponse response =
                call(body.operation(), path(body.operation())).json(body.json()).send();

        assertRejected(response, body.field());
    }

    private static void assertRejected(ApiResponse response, String field) {
        assertThat(response.status()).as(response.body()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(response.body()).path("errors").valueStream())
                .as(response.body())
                .anySatisfy(error -> {
                    assertThat(error.path("field").asString()).isEqualTo(field);
                    assertThat(error.path("code").asString()).isEqualTo("unknown_field");
                });
    }

    private CheckedApi.Call call(Operation operation, String path) {
        CheckedApi.Call call = api.call(operation.method(), path);
        return DOCUMENT.at(operation.pointer()).path("security").toString().contains("adminKey")
                ? call.header("X-Admin-Key", STACK.adminKey())
                : call.header("X-API-Key", merchant.apiKey());
    }

    private static String path(Operation operation) {
        Map<String, String> ids = Map.of(
                "{payment_id}", paymentId,
                "{merchant_id}", String.valueOf(merchant.merchantId()),
                "{delivery_id}", "dlv_1",
                "{replay_id}", "rpl_1",
                "{key_id}", "key_none",
                "{event_id}", "msg_0",
                "{request_id}", "req_0");
        String path = operation.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }
        assertThat(path).as("an id for each parameter").doesNotContain("{");
        return path;
    }

    /** One body for each of its objects, with an additional field in that object. */
    private static List<Body> bodies(Operation operation) {
        String schema = operation.pointer() + "/requestBody/content/application~1json/schema";
        List<Body> bodies = new ArrayList<>();
        ObjectNode body = (ObjectNode) instance(schema);
        plant(schema, body, "", field -> bodies.add(new Body(operation, field, body.toString())));
        return bodies;
    }

    private static void plant(String pointer, ObjectNode object, String prefix, Consumer<String> planted) {
        String schema = DOCUMENT.resolve(pointer);
        assertThat(DOCUMENT.at(schema).path("additionalProperties"))
                .as("%s says that it takes no other fields", schema)
                .isEqualTo(JsonMapper.shared().readTree("false"));
        object.put(PLANTED, 1);
        planted.accept(prefix + PLANTED);
        object.remove(PLANTED);
        for (Map.Entry<String, JsonNode> property : List.copyOf(object.properties())) {
            String at = schema + "/properties/" + Document.escape(property.getKey());
            String path = prefix + property.getKey() + ".";
            if (property.getValue() instanceof ObjectNode nested && isFixed(at)) {
                plant(at, nested, path, planted);
            } else if (property.getValue().path(0) instanceof ObjectNode item && isFixed(at + "/items")) {
                plant(at + "/items", item, path + "0.", planted);
            }
        }
    }

    /** False for objects with arbitrary field names, such as metadata. */
    private static boolean isFixed(String pointer) {
        return DOCUMENT.at(DOCUMENT.resolve(pointer)).has("properties");
    }

    /** All objects and arrays of objects of the schema, without other fields. */
    private static JsonNode instance(String pointer) {
        String at = DOCUMENT.resolve(pointer);
        ObjectNode object = JsonMapper.shared().createObjectNode();
        DOCUMENT.at(at).path("properties").propertyNames().forEach(name -> {
            String property = DOCUMENT.resolve(at + "/properties/" + Document.escape(name));
            if (isFixed(property)) {
                object.set(name, instance(property));
            } else if (isFixed(property + "/items")) {
                object.putArray(name).add(instance(property + "/items"));
            }
        });
        return object;
    }
}
