package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.contract.Operation;
import info.sopranoexch.localstack.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls every operation of docs/openapi.yaml and runs every example. Each response must match its schema. In the end every
 * documented status was returned, except for statuses that need a fault.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractSystemTest extends MerchantFixture {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Set<String> PAYER_PAGES =
            Set.of("showHomePage", "showPayerPage", "showReceipt", "followPayerPage");

    /** Tests of the gateway cover these statuses. */
    private static final Set<String> STATUSES_OF_FAULTS = Set.of("408", "429", "500", "503");

    private static final LocalStack STACK = Stack.shared();
    private static final List<String> SCOPES =
            List.of("merchants:write", "payments:read", "payments:write", "requests:read", "webhooks:write");
    private static final String API = "/api/v1";
    private static final String KEYS = API + "/admin/api-keys";

    private static final CheckedApi API_CLIENT = new CheckedApi(STACK.apiUrl().replaceFirst(API + "$", ""));

    private final Sandbox sandbox = new Sandbox();
    private String key;

    @BeforeEach
    void readKey() {
        key = merchant.apiKey();
    }

    /** Runs after all other methods. */
    @Test
    @Order(Integer.MAX_VALUE)
    void returnsEveryDocumentedStatus() {
        for (Operation operation : CheckedApi.CONTRACT.operations()) {
            assertThat(API_CLIENT.seen.getOrDefault(operation.id(), Set.of()))
                    .as(operation.toString())
                    .containsAll(documented(operation));
        }
    }

    private static Set<Integer> documented(Operation operation) {
        JsonNode node = CheckedApi.CONTRACT.document().at(operation.pointer());
        Set<String> statuses = new TreeSet<>(node.path("responses").propertyNames());
        statuses.removeAll(STATUSES_OF_FAULTS);
        if (node.path("responses").has("200") || node.path("responses").has("201")) {
            statuses.remove("202");
        }
        if (!node.path("security").toString().contains("apiKey")) {
            // Without scopes 403 is the response to plain HTTP, which the local profile accepts.
            statuses.remove("403");
        }
        if (!node.has("requestBody") && !node.has("parameters")) {
            // Only a malformed HTTP request gets 400.
            statuses.remove("400");
        }
        if (operation.id().equals("createPayment")) {
            // The 409 of a request in flight depends on timing; a test of the gateway covers it.
            statuses.remove("409");
        }
        if (PAYER_PAGES.contains(operation.id())) {
            // Tests of the gateway cover other paths and plain HTTP.
            statuses.removeAll(Set.of("302", "307", "400"));
        }
        if (operation.id().equals("showReceipt") || operation.id().equals("showHomePage")) {
            statuses.remove("404");
        }
        return statuses.stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void servesHealthAndDocuments() throws Exception {
        API_CLIENT.call("GET", API + "/health").expectStatus(200);
        assertThat(API_CLIENT
                        .call("GET", "/health")
                        .expectStatus(200)
                        .path("status")
                        .asString())
                .isEqualTo("ok");
        API_CLIENT.call("GET", API + "/openapi.yaml").expectStatus(200);
        assertThat(API_CLIENT
                        .call("GET", API + "/openapi.json")
                        .expectStatus(200)
                        .path("openapi")
                        .asString())
                .isEqualTo("3.1.0");
        API_CLIENT.call("GET", API + "/health").header("Accept", "text/html").expectStatus(406);
        API_CLIENT.call("GET", "/health/ready").expectStatus(200);
        API_CLIENT.call("GET", "/").expectStatus(200);
        API_CLIENT.call("GET", "/health/ready").header("Accept", "text/html").expectStatus(406);
    }

    @Test
    void createsRotatesAndRevokesKeys() throws Exception {
        for (JsonNode example : examples("createApiKey")) {
            admin("POST", KEYS).json(example.toString()).expectStatus(201);
        }
        JsonNode created =
                admin("POST", KEYS).json("{\"name\":\"To be replaced\"}").expectStatus(201);
        String rotate = KEYS + "/" + created.path("id").asString() + "/rotate";
        for (JsonNode example : examples("rotateApiKey")) {
            admin("POST", rotate).json(example.toString()).expectStatus(201);
        }
        admin("DELETE", KEYS + "/" + created.path("id").asString()).expectStatus(204);
        API_CLIENT
                .call("GET", API + "/payments", created.path("key").asString())
                .expectStatus(401);
        admin("POST", rotate).expectStatus(409);
        admin("POST", rotate).json("[]").expectStatus(400);
    }

    @Test
    void listsKeysByPage() throws Exception {
        newKey("payments:read");
        newKey("payments:read");
        JsonNode page = admin("GET", KEYS + "?limit=2").expectStatus(200);
        assertThat(page.path("data").size()).isEqualTo(2);
        admin("GET", KEYS + "?cursor=" + page.path("next_cursor").asString()).expectStatus(200);
    }

    @Test
    void rejectsInvalidKeyRequests() throws Exception {
        admin("POST", KEYS + "/key_none/rotate").expectStatus(404);
        admin("DELETE", KEYS + "/key_none").expectStatus(404);
        admin("POST", KEYS).json("{\"name\":\"\"}").expectStatus(400);
        admin("POST", KEYS).json("{\"name\":\"x\",\"account_id\":999999999}").expectStatus(400);
        admin("GET", KEYS + "?limit=0").expectStatus(400);
        admin("GET", KEYS + "?cursor=none").expectStatus(400);
    }

    @Test
    void createsAndChangesMerchants() throws Exception {
        for (JsonNode example : examples("createMerchant")) {
            JsonNode created = API_CLIENT
                    .call("POST", API + "/merchant/create", key)
                    .json(example.toString())
                    .expectStatus(201);
            String path = API + "/merchant/" + created.path("id").asString();
            for (JsonNode change : examples("changeMerchant")) {
                API_CLIENT.call("PATCH", path, key).json(change.toString()).expectStatus(200);
            }
            for (JsonNode rotation : examples("rotateWebhookSecret")) {
                API_CLIENT
                        .call("POST", path + "/webhook-secret/rotate", key)
                        .json(rotation.toString())
                        .expectStatus(200);
            }
            assertThat(API_CLIENT
                            .call("GET", path, key)
                            .expectStatus(200)
                            .path("webhook_secrets")
                            .size())
                    .isEqualTo(2);
        }
    }

    @Test
    void rejectsInvalidMerchantRequests() throws Exception {
        for (String wrong : List.of(
                "{}",
                "{\"name\":\"x\",\"colour\":\"red\"}",
                "{\"name\":\"x\",\"webhook_url\":\"ftp://x\",\"endpoints\":[]}",
                "{\"name\":\"x\",\"endpoints\":[{\"url\":\"https://x.example\",\"headers\":{\"host\":\"x\"},\"id\":7}]}",
                "{\"name\":\"x\",\"default_currency\":\"XXX\",\"max_amount\":1e2000000000}")) {
            API_CLIENT.call("POST", API + "/merchant/create", key).json(wrong).expectStatus(400);
            if (!wrong.equals("{}")) {
                API_CLIENT
                        .call("PATCH", API + "/merchant/" + merchant.merchantId(), key)
                        .json(wrong)
                        .expectStatus(400);
            }
        }
        API_CLIENT
                .call("POST", API + "/merchant/" + merchant.merchantId() + "/webhook-secret/rotate", key)
                .json("{\"overlap_seconds\":-1}")
                .expectStatus(400);
    }

    @Test
    void createsPaymentsOfExamples() throws Exception {
        for (JsonNode example : examples("createPayment")) {
            ObjectNode body = ((ObjectNode) example).put("merchant_id", merchant.merchantId());
            JsonNode created = API_CLIENT
                    .call("POST", API + "/payment/create", key)
                    .json(body.toString())
                    .expectStatus(201);
            read(created.path("payment_id").asString());
        }
    }

    @Test
    void replaysCreateWithSameKey() throws Exception {
        JsonNode created = create("contract", body("1000.00")).expectStatus(201);
        assertThat(create("contract", body("1000.00")).send().header("Idempotent-Replayed"))
                .isEqualTo("true");
        create("contract", body("1000.01")).expectStatus(422);

        pay(created.path("payment_id").asString());

        assertThat(create("contract", body("1000.00"))
                        .expectStatus(201)
                        .path("status")
                        .asString())
                .isEqualTo("pending");
    }

    @Test
    void showsPayerPages() throws Exception {
        String paid = newPayment();
        pay(paid);
        API_CLIENT.call("GET", "/").expectStatus(200);
        API_CLIENT.call("GET", "/pay/" + paid).expectStatus(200);
        API_CLIENT.call("GET", "/pay/" + paid + "?returned=1").expectStatus(303);
        API_CLIENT.call("GET", "/pay/" + paid + "/receipt").expectStatus(200);
        API_CLIENT.call("GET", "/pay/" + paid + "/events").expectStatus(200);
        API_CLIENT.call("GET", "/pay/pay_0").expectStatus(404);
        API_CLIENT.call("GET", "/pay/pay_0/receipt").expectStatus(303);
        API_CLIENT.call("GET", "/pay/pay_0/events").expectStatus(404);
    }

    @Test
    void cancelsOpenPaymentOnly() throws Exception {
        String open = newPayment();
        change(open, "cancel", "c-2").expectStatus(200);
        change(open, "cancel", "c-2").expectStatus(200);
        change(open, "cancel", "\"\"").expectStatus(400);
        String paid = newPayment();
        pay(paid);
        change(paid, "cancel", "c-1").expectStatus(409);
    }

    @Test
    void refundsPaymentAndListsRefunds() throws Exception {
        String paid = refundedPayment();
        change(paid, "refund", "r-1").expectStatus(409);
        change(paid, "refund", "r-1").json("{\"amount\":1}").expectStatus(422);
        API_CLIENT
                .call("POST", API + "/payment/" + paid + "/refund", key)
                .json("{\"amount\":0.001}")
                .expectStatus(400);
        JsonNode timeline = API_CLIENT
                .call("GET", API + "/payment/" + paid + "/timeline", key)
                .expectStatus(200);
        assertThat(timeline.path("data").size()).isGreaterThan(5);
        JsonNode refunds = API_CLIENT
                .call("GET", API + "/payment/" + paid + "/refunds", key)
                .expectStatus(200);
        assertThat(refunds.path("data").size()).isEqualTo(2);
        JsonNode firstPage = API_CLIENT
                .call("GET", API + "/refunds?limit=1&status=succeeded&payment_id=" + paid, key)
                .expectStatus(200);
        JsonNode lastPage = API_CLIENT
                .call(
                        "GET",
                        API + "/refunds?payment_id=" + paid + "&cursor="
                                + firstPage.path("next_cursor").asString(),
                        key)
                .expectStatus(200);
        assertThat(firstPage.at("/data/0")).isEqualTo(refunds.at("/data/0"));
        assertThat(lastPage.at("/data/0")).isEqualTo(refunds.at("/data/1"));
        API_CLIENT.call("GET", API + "/refunds?status=lost", key).expectStatus(400);
    }

    @Test
    void listsPaymentsByFilterAndPage() throws Exception {
        newPayment();
        newPayment();
        JsonNode page = API_CLIENT
                .call("GET", API + "/payments?limit=1&merchant_id=" + merchant.merchantId(), key)
                .expectStatus(200);
        API_CLIENT
                .call(
                        "GET",
                        API + "/payments?status=refunded&order_id=none&created_from=2026-01-01T00:00:00Z"
                                + "&created_to=2099-01-01T00:00:00%2B03:00&cursor="
                                + page.path("next_cursor").asString(),
                        key)
                .expectStatus(200);
        API_CLIENT.call("GET", API + "/payments?limit=0", key).expectStatus(400);
    }

    @Test
    void listsAndStreamsEvents() throws Exception {
        String paymentId = refundedPayment();
        JsonNode page = API_CLIENT
                .call("GET", API + "/events?limit=2&payment_id=" + paymentId, key)
                .expectStatus(200);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        String id = page.at("/data/1/id").asString();
        assertThat(API_CLIENT
                        .call("GET", API + "/events/" + id, key)
                        .expectStatus(200)
                        .path("data"))
                .isEqualTo(page.at("/data/1/data"));
        String after = "&after=" + page.path("next_cursor").asString();
        JsonNode rest = API_CLIENT
                .call("GET", API + "/events?wait=5&merchant_id=" + merchant.merchantId() + after, key)
                .expectStatus(200);
        assertThat(rest.path("data").valueStream().map(event -> event.path("id").asString()))
                .isNotEmpty()
                .doesNotContain(id);
        assertThat(receiver.receivedFor(paymentId))
                .anySatisfy(webhook -> assertThat(webhook.id()).isEqualTo(id));
        API_CLIENT.call("GET", API + "/events/stream?type=payment.success", key).expectStream();
        for (String path : List.of("/events", "/events/stream")) {
            API_CLIENT.call("GET", API + path + "?after=none", key).expectStatus(400);
            API_CLIENT
                    .call("GET", API + path + "?" + after.substring(1), newKey(SCOPES.toArray(String[]::new)))
                    .expectStatus(400);
        }
        API_CLIENT.call("GET", API + "/events/msg_none", key).expectStatus(404);
    }

    @Test
    void listsAndRedeliversDeliveries() throws Exception {
        refundedPayment();
        JsonNode page = API_CLIENT
                .call("GET", API + "/webhook-deliveries?limit=1&status=delivered", key)
                .expectStatus(200);
        API_CLIENT
                .call(
                        "GET",
                        API + "/webhook-deliveries?merchant_id=" + merchant.merchantId() + "&cursor="
                                + page.path("next_cursor").asString(),
                        key)
                .expectStatus(200);
        String id = page.at("/data/0/id").asString();
        JsonNode one =
                API_CLIENT.call("GET", API + "/webhook-deliveries/" + id, key).expectStatus(200);
        assertThat(one.path("attempt_log").size()).isPositive();
        API_CLIENT
                .call("POST", API + "/webhook-deliveries/" + id + "/redeliver", key)
                .expectStatus(202);
        assertThat(API_CLIENT
                        .call("POST", webhook() + "/test", key)
                        .expectStatus(202)
                        .path("delivery_ids")
                        .size())
                .isOne();
        JsonNode counts = API_CLIENT
                .call("GET", webhook() + "/counts", key)
                .expectStatus(200)
                .at("/data/0");
        assertThat(counts.path("accepted").asInt()).isPositive();
    }

    @Test
    void replaysWebhooksOfTimeRange() throws Exception {
        refundedPayment();
        for (JsonNode example : examples("replayWebhooks")) {
            JsonNode replay = API_CLIENT
                    .call("POST", webhook() + "/replay", key)
                    .json(example.toString())
                    .expectStatus(202);
            String job = webhook() + "/replay/" + replay.path("id").asString();
            await().atMost(LIMIT)
                    .until(
                            () -> API_CLIENT
                                    .call("GET", job, key)
                                    .expectStatus(200)
                                    .path("state")
                                    .asString(),
                            "done"::equals);
        }
        for (int number = 0;
                number < 50 && !API_CLIENT.seen.get("replayWebhooks").contains(409);
                number++) {
            API_CLIENT
                    .call("POST", webhook() + "/replay", key)
                    .json("{\"since\":\"2026-01-01T00:00:00Z\"}")
                    .send();
        }
        API_CLIENT.call("GET", webhook() + "/replay/rpl_999999999", key).expectStatus(404);
    }

    @Test
    void rejectsInvalidDeliveryRequests() throws Exception {
        for (String wrong : List.of(
                "{}",
                "{\"since\":\"yesterday\"}",
                "{\"since\":\"+99999999-01-01T00:00:00Z\"}",
                "{\"since\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}",
                "{\"since\":\"2026-01-01T00:00:00Z\",\"status\":\"paid\"}")) {
            API_CLIENT.call("POST", webhook() + "/replay", key).json(wrong).expectStatus(400);
        }
        API_CLIENT.call("GET", API + "/webhook-deliveries?status=lost", key).expectStatus(400);
        API_CLIENT.call("GET", API + "/webhook-deliveries?cursor=none", key).expectStatus(400);
    }

    @Test
    void acceptsSignedCallbacksOnly() throws Exception {
        var paymoon = new Paymoon(STACK.paymoonSecret());
        assertThat(paymoon.call(
                        new Paymoon.Callback("evt_contract", "pay_unknown", "inv_unknown", "paid", 1, false), "1.00"))
                .isEqualTo(200);
        API_CLIENT
                .seen
                .computeIfAbsent("takePaymoonCallback", _ -> new TreeSet<>())
                .add(200);
        API_CLIENT.call("POST", API + "/webhook/paymoon").json("{}").expectStatus(401);
        API_CLIENT
                .call("POST", API + "/webhook/paymoon")
                .json("x".repeat(70_000))
                .expectStatus(413);
        var unreadable = API_CLIENT.call("POST", API + "/webhook/paymoon").json("[]");
        paymoon.headers("evt_unreadable", "[]").forEach(unreadable::header);
        unreadable.expectStatus(400);
    }

    @Test
    void rejectsRequestsWithoutValidKey() throws Exception {
        for (Operation operation : CheckedApi.CONTRACT.operations()) {
            if (!security(operation).equals("[]")) {
                String path = concretePath(operation);
                API_CLIENT.call(operation.method(), path).expectStatus(401);
                API_CLIENT
                        .call(operation.method(), path, "sk_guess")
                        .header("X-Admin-Key", "guess")
                        .expectStatus(401);
            }
        }
    }

    @Test
    void rejectsKeysWithoutRequiredScope() throws Exception {
        createResources();
        Map<String, String> keysByScope = new TreeMap<>();
        for (String scope : SCOPES) {
            keysByScope.put(scope, newKey(scope));
        }
        for (Operation operation : CheckedApi.CONTRACT.operations()) {
            if (security(operation).contains("apiKey")) {
                String otherScope = SCOPES.stream()
                        .filter(scope -> !security(operation).contains(scope))
                        .findFirst()
                        .orElseThrow();
                API_CLIENT
                        .call(operation.method(), concretePath(operation), keysByScope.get(otherScope))
                        .expectStatus(403);
            }
        }
    }

    @Test
    void hidesResourcesOfOtherAccounts() throws Exception {
        createResources();
        String otherAccountsKey = newKey(SCOPES.toArray(String[]::new));
        for (Operation operation : CheckedApi.CONTRACT.operations()) {
            if (statuses(operation).contains("404") && security(operation).contains("apiKey")) {
                API_CLIENT
                        .call(operation.method(), concretePath(operation), otherAccountsKey)
                        .json(validBody(operation))
                        .expectStatus(404);
            }
        }
    }

    @Test
    void rejectsUnsupportedFormats() throws Exception {
        createResources();
        for (Operation operation : CheckedApi.CONTRACT.operations()) {
            Set<String> statuses = statuses(operation);
            String path = concretePath(operation);
            if (statuses.contains("406")) {
                keyed(operation, path).header("Accept", "image/png").expectStatus(406);
            }
            if (statuses.contains("415")) {
                keyed(operation, path)
                        .json("{}")
                        .header("Content-Encoding", "gzip")
                        .expectStatus(415);
            }
            // The signature of a callback covers its bytes, independently of the declared type.
            if (statuses.contains("415") && !operation.id().equals("takePaymoonCallback")) {
                keyed(operation, path)
                        .json("{}")
                        .header("Content-Type", "text/plain")
                        .expectStatus(415);
                keyed(operation, path)
                        .json("{\"a\":\"" + "x".repeat(70_000) + "\"}")
                        .expectStatus(413);
                keyed(operation, path).json("{\"a\":1,\"a\":2}").expectStatus(400);
            }
        }
        API_CLIENT.call("PUT", API + "/payment/create", key).expectStatus(405);
        API_CLIENT.call("GET", API + "/nothing", key).expectStatus(404);
    }

    private static Set<String> statuses(Operation operation) {
        return Set.copyOf(CheckedApi.CONTRACT
                .document()
                .at(operation.pointer())
                .path("responses")
                .propertyNames());
    }

    private static String security(Operation operation) {
        return CheckedApi.CONTRACT
                .document()
                .at(operation.pointer())
                .path("security")
                .toString();
    }

    private String body(String amount) {
        return String.format(Locale.ROOT, "{\"merchant_id\":%d,\"amount\":%s}", merchant.merchantId(), amount);
    }

    private String newPayment() throws Exception {
        return API_CLIENT
                .call("POST", API + "/payment/create", key)
                .json(body("1000.00"))
                .expectStatus(201)
                .path("payment_id")
                .asString();
    }

    private void pay(String paymentId) throws Exception {
        sandbox.pay(paymentId);
        awaitStatus(paymentId, "success");
    }

    /** A payment with the refunds of the examples and delivered webhooks. */
    private String refundedPayment() throws Exception {
        String paymentId = newPayment();
        pay(paymentId);
        for (JsonNode example : examples("refundPayment")) {
            API_CLIENT
                    .call("POST", API + "/payment/" + paymentId + "/refund", key)
                    .json(example.toString())
                    .expectStatus(200);
        }
        awaitStatus(paymentId, "refunded");
        await().atMost(LIMIT)
                .until(
                        () -> API_CLIENT
                                .call("GET", API + "/webhook-deliveries?limit=3&status=delivered", key)
                                .expectStatus(200)
                                .path("data")
                                .size(),
                        delivered -> delivered == 3);
        await().atMost(LIMIT)
                .until(() -> receiver.receivedFor(paymentId).stream()
                        .anyMatch(webhook -> webhook.status().equals("refunded")));
        return paymentId;
    }

    /** Creates deliveries and an open payment, which {@link #concretePath} uses. */
    private void createResources() throws Exception {
        refundedPayment();
        newPayment();
    }

    private void awaitStatus(String paymentId, String status) {
        await().atMost(LIMIT).until(() -> read(paymentId).path("status").asString(), status::equals);
    }

    private String webhook() {
        return API + "/merchant/" + merchant.merchantId() + "/webhook";
    }

    private String validBody(Operation operation) {
        return switch (operation.id()) {
            case "createPayment" ->
                String.format(Locale.ROOT, "{\"merchant_id\":%d,\"amount\":1}", merchant.merchantId());
            case "replayWebhooks" -> "{\"since\":\"2026-01-01T00:00:00Z\"}";
            default -> "{}";
        };
    }

    @Test
    void readsRequestLog() throws Exception {
        JsonNode page = await().atMost(LIMIT)
                .until(
                        () -> API_CLIENT
                                .call("GET", API + "/requests?limit=2&method=GET", key)
                                .expectStatus(200),
                        found -> found.path("next_cursor").isString());
        API_CLIENT
                .call(
                        "GET",
                        API + "/requests?limit=2&cursor="
                                + page.path("next_cursor").asString(),
                        key)
                .expectStatus(200);
        API_CLIENT.call("GET", API + "/requests?cursor=YWJj", key).expectStatus(400);
        String path = API + "/requests/" + page.at("/data/0/request_id").asString();
        API_CLIENT.call("GET", path, key).expectStatus(200);
        API_CLIENT.call("GET", path + "?unknown=1", key).expectStatus(400);
        API_CLIENT
                .call("GET", API + "/requests/req_00000000000000000000000000ff", key)
                .expectStatus(404);
    }

    private CheckedApi.Call keyed(Operation operation, String path) {
        return API_CLIENT.call(operation.method(), path, key).header("X-Admin-Key", STACK.adminKey());
    }

    /** The path with ids of this account. Without resources it has ids that do not exist. */
    private String concretePath(Operation operation) throws Exception {
        JsonNode payments =
                API_CLIENT.call("GET", API + "/payments?limit=1", key).expectStatus(200);
        JsonNode deliveries =
                API_CLIENT.call("GET", API + "/webhook-deliveries?limit=1", key).expectStatus(200);
        JsonNode events = API_CLIENT.call("GET", API + "/events?limit=1", key).expectStatus(200);
        Map<String, String> ids = Map.of(
                "{event_id}",
                events.at("/data/0/id").asString("msg_0"),
                "{payment_id}",
                payments.at("/data/0/payment_id").asString("pay_0"),
                "{merchant_id}",
                String.valueOf(merchant.merchantId()),
                "{delivery_id}",
                deliveries.at("/data/0/id").asString("whd_0"),
                "{replay_id}",
                "rpl_1",
                "{key_id}",
                "key_none",
                "{request_id}",
                "req_0");
        String path = operation.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }
        return path;
    }

    private String newKey(String... scopes) throws Exception {
        String list = List.of(scopes).stream().map(scope -> "\"" + scope + "\"").collect(Collectors.joining(","));
        return admin("POST", KEYS)
                .json("{\"name\":\"x\",\"scopes\":[" + list + "]}")
                .expectStatus(201)
                .path("key")
                .asString();
    }

    private CheckedApi.Call admin(String method, String path) {
        return API_CLIENT.call(method, path).header("X-Admin-Key", STACK.adminKey());
    }

    private CheckedApi.Call create(String idempotencyKey, String body) {
        return API_CLIENT
                .call("POST", API + "/payment/create", key)
                .header("Idempotency-Key", idempotencyKey)
                .json(body);
    }

    private CheckedApi.Call change(String paymentId, String operation, String idempotencyKey) {
        return API_CLIENT
                .call("POST", API + "/payment/" + paymentId + "/" + operation, key)
                .header("Idempotency-Key", idempotencyKey);
    }

    private JsonNode read(String paymentId) throws Exception {
        return API_CLIENT.call("GET", API + "/payment/" + paymentId, key).expectStatus(200);
    }

    private static List<JsonNode> examples(String operationId) {
        Operation operation = CheckedApi.CONTRACT.operations().stream()
                .filter(each -> each.id().equals(operationId))
                .findFirst()
                .orElseThrow();
        List<JsonNode> examples = CheckedApi.CONTRACT
                .document()
                .at(operation.pointer() + "/requestBody/content/application~1json/examples")
                .valueStream()
                .map(example -> example.path("value").deepCopy())
                .toList();
        assertThat(examples).as(operationId).isNotEmpty();
        return examples;
    }
}
