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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The services do what docs/openapi.yaml says: every operation is called, every example is run, every answer is of its
 * schema, and what the document says may be answered is answered, but for what needs a fault to be seen.
 */
class ContractSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Seen by tests of the gateway, which can make its surroundings fail. */
    private static final Set<String> PAYERS_PAGES =
            Set.of("showHomePage", "showPayerPage", "showReceipt", "followPayerPage");

    private static final Set<String> NEED_A_FAULT = Set.of("408", "429", "500", "503");

    private static final LocalStack STACK = Stack.shared();
    private static final List<String> SCOPES =
            List.of("merchants:write", "payments:read", "payments:write", "webhooks:write");
    private static final String API = "/api/v1";

    private final CheckedApi api = new CheckedApi(STACK.apiUrl().replaceFirst(API + "$", ""));
    private final Sandbox sandbox = new Sandbox();
    private WebhookReceiver receiver;
    private Stack.Shop shop;
    private String key;

    @BeforeEach
    void open() throws Exception {
        receiver = new WebhookReceiver();
        shop = Stack.newShop(receiver);
        key = shop.apiKey();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void whatIsDocumentedIsAnsweredAndWhatIsAnsweredIsDocumented() throws Exception {
        service();
        keys();
        merchants();
        payments();
        deliveries();
        callbacks();
        refusals();

        for (Operation operation : CheckedApi.CONTRACT.operations()) {
            assertThat(api.seen.getOrDefault(operation.id(), Set.of()))
                    .as(operation.toString())
                    .containsAll(documented(operation));
        }
    }

    private static Set<Integer> documented(Operation operation) {
        JsonNode node = CheckedApi.CONTRACT.document().at(operation.pointer());
        Set<String> statuses = new TreeSet<>(node.path("responses").propertyNames());
        statuses.removeAll(NEED_A_FAULT);
        if (node.path("responses").has("200") || node.path("responses").has("201")) {
            statuses.remove("202");
        }
        if (!node.path("security").toString().contains("apiKey")) {
            // Without scopes it is the answer to plain HTTP, which this stack takes.
            statuses.remove("403");
        }
        if (!node.has("requestBody") && !node.has("parameters")) {
            // Only a request that is no HTTP gets it.
            statuses.remove("400");
        }
        if (operation.id().equals("createPayment")) {
            // While the first is under way: a matter of luck from outside, and a test of the gateway.
            statuses.remove("409");
        }
        if (PAYERS_PAGES.contains(operation.id())) {
            // Of links that are no operation's path, and of plain HTTP: tests of the gateway.
            statuses.removeAll(Set.of("302", "307", "400"));
        }
        if (operation.id().equals("showReceipt") || operation.id().equals("showHomePage")) {
            statuses.remove("404");
        }
        return statuses.stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private void service() throws Exception {
        api.call("GET", API + "/health").answers(200);
        assertThat(api.call("GET", "/health").answers(200).path("status").asString())
                .isEqualTo("ok");
        api.call("GET", API + "/openapi.yaml").answers(200);
        assertThat(api.call("GET", API + "/openapi.json")
                        .answers(200)
                        .path("openapi")
                        .asString())
                .isEqualTo("3.1.0");
        api.call("GET", API + "/health").header("Accept", "text/html").answers(406);
        api.call("GET", "/health/ready").answers(200);
        api.call("GET", "/").answers(200);
        api.call("GET", "/health/ready").header("Accept", "text/html").answers(406);
    }

    private void keys() throws Exception {
        String keys = API + "/admin/api-keys";
        for (JsonNode example : examples("createApiKey")) {
            admin("POST", keys).json(example.toString()).answers(201);
        }
        JsonNode made =
                admin("POST", keys).json("{\"name\":\"To be replaced\"}").answers(201);
        String id = made.path("id").asString();
        JsonNode page = admin("GET", keys + "?limit=2").answers(200);
        assertThat(page.path("data").size()).isEqualTo(2);
        admin("GET", keys + "?cursor=" + page.path("next_cursor").asString()).answers(200);
        for (JsonNode example : examples("rotateApiKey")) {
            admin("POST", keys + "/" + id + "/rotate").json(example.toString()).answers(201);
        }
        admin("DELETE", keys + "/" + id).answers(204);
        api.call("GET", API + "/payments", made.path("key").asString()).answers(401);
        admin("POST", keys + "/" + id + "/rotate").answers(409);
        admin("POST", keys + "/key_none/rotate").answers(404);
        admin("DELETE", keys + "/key_none").answers(404);
        admin("POST", keys).json("{\"name\":\"\"}").answers(400);
        admin("POST", keys).json("{\"name\":\"x\",\"account_id\":999999999}").answers(400);
        admin("GET", keys + "?limit=0").answers(400);
        admin("GET", keys + "?cursor=none").answers(400);
        admin("POST", keys + "/" + id + "/rotate").json("[]").answers(400);
    }

    private void merchants() throws Exception {
        for (JsonNode example : examples("createMerchant")) {
            JsonNode made = api.call("POST", API + "/merchant/create", key)
                    .json(example.toString())
                    .answers(201);
            String path = API + "/merchant/" + made.path("id").asString();
            for (JsonNode change : examples("changeMerchant")) {
                api.call("PATCH", path, key).json(change.toString()).answers(200);
            }
            for (JsonNode rotation : examples("rotateWebhookSecret")) {
                api.call("POST", path + "/webhook-secret/rotate", key)
                        .json(rotation.toString())
                        .answers(200);
            }
            assertThat(api.call("GET", path, key)
                            .answers(200)
                            .path("webhook_secrets")
                            .size())
                    .isEqualTo(2);
        }
        for (String wrong : List.of(
                "{}",
                "{\"name\":\"x\",\"colour\":\"red\"}",
                "{\"name\":\"x\",\"webhook_url\":\"ftp://x\",\"endpoints\":[]}",
                "{\"name\":\"x\",\"endpoints\":[{\"url\":\"https://x.example\",\"headers\":{\"host\":\"x\"},\"id\":7}]}",
                "{\"name\":\"x\",\"default_currency\":\"XXX\",\"max_amount\":1e2000000000}")) {
            api.call("POST", API + "/merchant/create", key).json(wrong).answers(400);
            if (!wrong.equals("{}")) {
                api.call("PATCH", API + "/merchant/" + shop.merchantId(), key)
                        .json(wrong)
                        .answers(400);
            }
        }
        api.call("POST", API + "/merchant/" + shop.merchantId() + "/webhook-secret/rotate", key)
                .json("{\"overlap_seconds\":-1}")
                .answers(400);
    }

    private void payments() throws Exception {
        for (JsonNode example : examples("createPayment")) {
            ObjectNode body = ((ObjectNode) example).put("merchant_id", shop.merchantId());
            JsonNode made = api.call("POST", API + "/payment/create", key)
                    .json(body.toString())
                    .answers(201);
            api.call("GET", API + "/payment/" + made.path("payment_id").asString(), key)
                    .answers(200);
        }
        String body = String.format(Locale.ROOT, "{\"merchant_id\":%d,\"amount\":1000.00}", shop.merchantId());
        String other = String.format(Locale.ROOT, "{\"merchant_id\":%d,\"amount\":1000.01}", shop.merchantId());
        JsonNode made = create("contract-1", body).answers(201);
        assertThat(create("contract-1", body).send().header("Idempotent-Replayed"))
                .isEqualTo("true");
        create("contract-1", other).answers(422);
        String paid = made.path("payment_id").asString();
        sandbox.pay(paid);
        await().atMost(LIMIT).until(() -> read(paid).path("status").asString(), "success"::equals);
        api.call("GET", "/").answers(200);
        api.call("GET", "/pay/" + paid).answers(200);
        api.call("GET", "/pay/" + paid + "?returned=1").answers(303);
        api.call("GET", "/pay/" + paid + "/receipt").answers(200);
        api.call("GET", "/pay/" + paid + "/events").answers(200);
        change(paid, "cancel", "c-1").answers(409);
        for (JsonNode example : examples("refundPayment")) {
            api.call("POST", API + "/payment/" + paid + "/refund", key)
                    .json(example.toString())
                    .answers(200);
        }
        change(paid, "refund", "r-1").answers(409);
        change(paid, "refund", "r-1").json("{\"amount\":1}").answers(422);
        api.call("POST", API + "/payment/" + paid + "/refund", key)
                .json("{\"amount\":0.001}")
                .answers(400);
        await().atMost(LIMIT).until(() -> read(paid).path("status").asString(), "refunded"::equals);
        await().atMost(LIMIT)
                .until(() -> receiver.receivedFor(paid).stream()
                        .anyMatch(webhook -> webhook.status().equals("refunded")));
        JsonNode timeline =
                api.call("GET", API + "/payment/" + paid + "/timeline", key).answers(200);
        assertThat(timeline.path("data").size()).isGreaterThan(5);
        JsonNode refunds =
                api.call("GET", API + "/payment/" + paid + "/refunds", key).answers(200);
        assertThat(refunds.path("data").size()).isEqualTo(2);
        JsonNode firstRefund = api.call("GET", API + "/refunds?limit=1&status=succeeded&payment_id=" + paid, key)
                .answers(200);
        JsonNode lastRefund = api.call(
                        "GET",
                        API + "/refunds?payment_id=" + paid + "&cursor="
                                + firstRefund.path("next_cursor").asString(),
                        key)
                .answers(200);
        assertThat(firstRefund.at("/data/0")).isEqualTo(refunds.at("/data/0"));
        assertThat(lastRefund.at("/data/0")).isEqualTo(refunds.at("/data/1"));
        api.call("GET", API + "/refunds?status=lost", key).answers(400);
        String open = create("contract-2", body).answers(201).path("payment_id").asString();
        change(open, "cancel", "c-2").answers(200);
        change(open, "cancel", "c-2").answers(200);
        assertThat(create("contract-1", body).answers(201).path("status").asString())
                .isEqualTo("pending");
        JsonNode page = api.call("GET", API + "/payments?limit=1&merchant_id=" + shop.merchantId(), key)
                .answers(200);
        api.call(
                        "GET",
                        API + "/payments?status=refunded&order_id=none&created_from=2026-01-01T00:00:00Z"
                                + "&created_to=2099-01-01T00:00:00%2B03:00&cursor="
                                + page.path("next_cursor").asString(),
                        key)
                .answers(200);
        change(open, "cancel", "\"\"").answers(400);
        api.call("GET", API + "/payments?limit=0", key).answers(400);
    }

    private void deliveries() throws Exception {
        JsonNode page = api.call("GET", API + "/webhook-deliveries?limit=1&status=delivered", key)
                .answers(200);
        api.call(
                        "GET",
                        API + "/webhook-deliveries?merchant_id=" + shop.merchantId() + "&cursor="
                                + page.path("next_cursor").asString(),
                        key)
                .answers(200);
        String id = page.at("/data/0/id").asString();
        JsonNode one = api.call("GET", API + "/webhook-deliveries/" + id, key).answers(200);
        assertThat(one.path("attempt_log").size()).isPositive();
        api.call("POST", API + "/webhook-deliveries/" + id + "/redeliver", key).answers(202);
        String webhook = API + "/merchant/" + shop.merchantId() + "/webhook";
        assertThat(api.call("POST", webhook + "/test", key)
                        .answers(202)
                        .path("delivery_ids")
                        .size())
                .isOne();
        for (JsonNode example : examples("replayWebhooks")) {
            JsonNode replay = api.call("POST", webhook + "/replay", key)
                    .json(example.toString())
                    .answers(202);
            String job = webhook + "/replay/" + replay.path("id").asString();
            await().atMost(LIMIT)
                    .until(
                            () -> api.call("GET", job, key)
                                    .answers(200)
                                    .path("state")
                                    .asString(),
                            "done"::equals);
        }
        for (int number = 0; number < 50 && !api.seen.get("replayWebhooks").contains(409); number++) {
            api.call("POST", webhook + "/replay", key)
                    .json("{\"since\":\"2026-01-01T00:00:00Z\"}")
                    .send();
        }
        for (String wrong : List.of(
                "{}",
                "{\"since\":\"yesterday\"}",
                "{\"since\":\"+99999999-01-01T00:00:00Z\"}",
                "{\"since\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}",
                "{\"since\":\"2026-01-01T00:00:00Z\",\"status\":\"paid\"}")) {
            api.call("POST", webhook + "/replay", key).json(wrong).answers(400);
        }
        api.call("GET", API + "/webhook-deliveries?status=lost", key).answers(400);
        api.call("GET", API + "/webhook-deliveries?cursor=none", key).answers(400);
        JsonNode counts = api.call("GET", webhook + "/counts", key).answers(200).at("/data/0");
        assertThat(counts.path("accepted").asInt()).isPositive();
        api.call("GET", webhook + "/replay/rpl_999999999", key).answers(404);
    }

    private void callbacks() throws Exception {
        var paymoon = new Paymoon(STACK.paymoonSecret());
        assertThat(paymoon.call(
                        new Paymoon.Callback("evt_contract", "pay_unknown", "inv_unknown", "paid", 1, false), "1.00"))
                .isEqualTo(200);
        api.seen.computeIfAbsent("takePaymoonCallback", _ -> new TreeSet<>()).add(200);
        api.call("POST", API + "/webhook/paymoon").json("{}").answers(401);
        api.call("POST", API + "/webhook/paymoon").json("x".repeat(70_000)).answers(413);
        var unreadable = api.call("POST", API + "/webhook/paymoon").json("[]");
        paymoon.headers("evt_unreadable", "[]").forEach(unreadable::header);
        unreadable.answers(400);
    }

    /** What every operation refuses: no key, another scope, another account's, no JSON, too much. */
    private void refusals() throws Exception {
        Map<String, String> scopes = new TreeMap<>();
        for (String scope : SCOPES) {
            scopes.put(scope, newKey(scope));
        }
        String stranger = newKey(SCOPES.toArray(String[]::new));
        String payment = create(
                        "concrete", String.format(Locale.ROOT, "{\"merchant_id\":%d,\"amount\":1}", shop.merchantId()))
                .answers(201)
                .path("payment_id")
                .asString();
        for (Operation operation : CheckedApi.CONTRACT.operations()) {
            JsonNode node = CheckedApi.CONTRACT.document().at(operation.pointer());
            String security = node.path("security").toString();
            Set<String> said = Set.copyOf(node.path("responses").propertyNames());
            String path = concrete(operation, payment);
            if (!security.equals("[]")) {
                api.call(operation.method(), path).answers(401);
                api.call(operation.method(), path, "sk_guess")
                        .header("X-Admin-Key", "guess")
                        .answers(401);
            }
            if (security.contains("apiKey")) {
                String other = SCOPES.stream()
                        .filter(scope -> !security.contains(scope))
                        .findFirst()
                        .orElseThrow();
                api.call(operation.method(), path, scopes.get(other)).answers(403);
            }
            if (said.contains("404") && security.contains("apiKey")) {
                api.call(operation.method(), path, stranger)
                        .json(strangersBody(operation))
                        .answers(404);
            }
            if (said.contains("406")) {
                keyed(operation, path).header("Accept", "image/png").answers(406);
            }
            if (said.contains("415")) {
                keyed(operation, path)
                        .json("{}")
                        .header("Content-Encoding", "gzip")
                        .answers(415);
            }
            // The signature of a callback covers its bytes, whatever their type is said to be.
            if (said.contains("415") && !operation.id().equals("takePaymoonCallback")) {
                keyed(operation, path)
                        .json("{}")
                        .header("Content-Type", "text/plain")
                        .answers(415);
                keyed(operation, path)
                        .json("{\"a\":\"" + "x".repeat(70_000) + "\"}")
                        .answers(413);
                keyed(operation, path).json("{\"a\":1,\"a\":2}").answers(400);
            }
        }
        api.call("GET", "/pay/pay_0").answers(404);
        api.call("GET", "/pay/pay_0/receipt").answers(303);
        api.call("GET", "/pay/pay_0/events").answers(404);
        api.call("PUT", API + "/payment/create", key).answers(405);
        api.call("GET", API + "/nothing", key).answers(404);
    }

    /** One that would do, were it not for whose it is. */
    private String strangersBody(Operation operation) {
        return switch (operation.id()) {
            case "createPayment" -> String.format(Locale.ROOT, "{\"merchant_id\":%d,\"amount\":1}", shop.merchantId());
            case "replayWebhooks" -> "{\"since\":\"2026-01-01T00:00:00Z\"}";
            default -> "{}";
        };
    }

    private CheckedApi.Call keyed(Operation operation, String path) {
        return api.call(operation.method(), path, key).header("X-Admin-Key", STACK.adminKey());
    }

    private String concrete(Operation operation, String paymentId) throws Exception {
        JsonNode deliveries =
                api.call("GET", API + "/webhook-deliveries?limit=1", key).answers(200);
        Map<String, String> ids = Map.of(
                "{payment_id}",
                paymentId,
                "{merchant_id}",
                String.valueOf(shop.merchantId()),
                "{delivery_id}",
                deliveries.at("/data/0/id").asString(),
                "{replay_id}",
                "rpl_1",
                "{key_id}",
                "key_none");
        String path = operation.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }
        return path;
    }

    private String newKey(String... scopes) throws Exception {
        String list = List.of(scopes).stream().map(scope -> "\"" + scope + "\"").collect(Collectors.joining(","));
        return admin("POST", API + "/admin/api-keys")
                .json("{\"name\":\"x\",\"scopes\":[" + list + "]}")
                .answers(201)
                .path("key")
                .asString();
    }

    private CheckedApi.Call admin(String method, String path) {
        return api.call(method, path).header("X-Admin-Key", STACK.adminKey());
    }

    private CheckedApi.Call create(String idempotencyKey, String body) {
        return api.call("POST", API + "/payment/create", key)
                .header("Idempotency-Key", idempotencyKey)
                .json(body);
    }

    private CheckedApi.Call change(String paymentId, String what, String idempotencyKey) {
        return api.call("POST", API + "/payment/" + paymentId + "/" + what, key)
                .header("Idempotency-Key", idempotencyKey);
    }

    private JsonNode read(String paymentId) throws Exception {
        return api.call("GET", API + "/payment/" + paymentId, key).answers(200);
    }

    private static List<JsonNode> examples(String operationId) {
        Operation operation = CheckedApi.CONTRACT.operations().stream()
                .filter(one -> one.id().equals(operationId))
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
