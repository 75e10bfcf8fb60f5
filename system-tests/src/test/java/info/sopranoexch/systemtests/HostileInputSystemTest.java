package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.contract.ApiResponse;
import info.sopranoexch.contract.Operation;
import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.systemtests.RawHttp.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends ten thousand corrupted requests to all operations. Each response must be documented and not 5xx. Rejected
 * requests change nothing and cause no dead letters. A payment succeeds afterwards.
 */
class HostileInputSystemTest extends MerchantFixture {
    private static final int REQUESTS = 10_000;
    private static final int AT_ONCE = 16;
    private static final int PAYMENTS = 60;
    private static final long SEED = Long.getLong("hostile.seed", 20_261_124);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String API = "/api/v1";

    private final LocalStack stack = Stack.shared();
    private final URI root = URI.create(stack.apiUrl().replaceFirst(API + "$", ""));
    private final RawHttp http = new RawHttp(root.getHost(), root.getPort());
    private final CheckedApi api = new CheckedApi(root.toString());
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> changes = new ConcurrentHashMap<>();

    @Test
    void rejectsHostileInputWithoutSideEffects() throws Exception {
        Map<String, List<String>> ids = ids();
        long deadBefore = DeadLetterCounts.total();
        int keysBefore = keys();
        var random = new Random(SEED);
        String key = merchant.apiKey();
        var requests = new HostileRequests(
                random,
                ids,
                new Paymoon(stack.paymoonSecret())::headers,
                Map.of(
                        "apiKey",
                        () -> Map.entry("X-API-Key", random.nextInt(40) == 0 ? "sk_guess" : key),
                        "adminKey",
                        () -> Map.entry("X-Admin-Key", random.nextInt(40) == 0 ? "guess" : stack.adminKey())));
        List<Operation> operations = CheckedApi.CONTRACT.operations();
        List<Request> all = new ArrayList<>();
        while (all.size() < REQUESTS) {
            all.add(requests.of(operations.get(all.size() % operations.size())));
        }

        send(all);

        System.out.println("hostile input: " + REQUESTS + " requests, seed " + SEED + ", answers " + statuses);
        assertThat(faults.stream().limit(30))
                .as("%d faults with seed %d", faults.size(), SEED)
                .isEmpty();
        assertThat(statuses.keySet()).contains(200, 201, 202, 204, 400, 401, 404, 405, 406, 409, 413, 415, 422);
        assertThat(payments()).isEqualTo(expectedPayments(ids));
        untouched(ids);
        assertThat(keys() - keysBefore).isEqualTo(count("createApiKey") + count("rotateApiKey"));
        assertThat(DeadLetterCounts.total()).isEqualTo(deadBefore);
        aPaymentGoesItsWay();
    }

    /** Ids for the requests: those of the merchant, and another merchant that requests may change. */
    private Map<String, List<String>> ids() throws Exception {
        List<String> payments = new ArrayList<>();
        for (int i = 0; i < PAYMENTS; i++) {
            payments.add(merchant.client()
                    .createPayment(merchant.merchantId(), "100.00", "pool-" + i)
                    .text("payment_id"));
        }
        new Sandbox().pay(payments.getFirst());
        await().atMost(LIMIT)
                .until(() -> !receiver.receivedFor(payments.getFirst()).isEmpty());
        await().atMost(LIMIT)
                .until(() -> merchant.client().payment(payments.getFirst()).text("status"), "success"::equals);
        String victim = merchant.client()
                .createMerchant("Victim", receiver.url())
                .body()
                .path("id")
                .asText();
        List<String> calledBack = new ArrayList<>(List.of("pay_nobody", "x"));
        for (int i = 0; i < 20; i++) {
            calledBack.add(merchant.client()
                    .createPayment(merchant.merchantId(), "1.00", "called-" + i)
                    .text("payment_id"));
        }
        List<String> victims = new ArrayList<>();
        List<String> deliveries = new ArrayList<>();
        List<String> events = new ArrayList<>();
        api.call("GET", API + "/events?limit=5", merchant.apiKey())
                .expectStatus(200)
                .path("data")
                .forEach(event -> events.add(event.path("id").asString()));
        JsonNode page = api.call("GET", API + "/webhook-deliveries?limit=5", merchant.apiKey())
                .expectStatus(200);
        page.path("data").forEach(delivery -> deliveries.add(delivery.path("id").asString()));
        for (int i = 0; i < 5; i++) {
            victims.add(admin("POST", API + "/admin/api-keys")
                    .json("{\"name\":\"victim\"}")
                    .expectStatus(201)
                    .path("id")
                    .asString());
        }
        return Map.of(
                "payment_id",
                payments,
                "merchant_id",
                List.of(String.valueOf(merchant.merchantId())),
                HostileRequests.IN_PATH + "merchant_id",
                List.of(victim),
                "delivery_id",
                deliveries,
                "event_id",
                events,
                "external_id",
                calledBack,
                "replay_id",
                List.of("rpl_1", "rpl_2"),
                "key_id",
                victims,
                "request_id",
                List.of("req_019ac9a1b2c37d4e5f60718293a4"));
    }

    private void send(List<Request> all) throws Exception {
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Request request : all) {
                room.acquire();
                threads.submit(() -> {
                    try {
                        judge(request, http.send(request));
                    } catch (IOException | RuntimeException e) {
                        faults.add(e + " <- " + request);
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }

    private void judge(Request request, ApiResponse response) {
        statuses.computeIfAbsent(response.status(), _ -> new AtomicInteger()).incrementAndGet();
        List<String> found =
                new ArrayList<>(CheckedApi.CONTRACT.violations(request.method(), request.path(), response));
        if (response.status() >= 500 && response.status() != 503) {
            found.add("our fault");
        }
        if (response.headers().containsKey("X-Injected")) {
            found.add("a header was injected");
        }
        if (!found.isEmpty()) {
            faults.add(response.status() + " " + found + " <- " + request + " -> " + response.body());
        }
        if (response.status() >= 200 && response.status() < 300) {
            CheckedApi.CONTRACT
                    .find(request.method(), request.path())
                    .ifPresent(operation -> accepted(operation, request, response));
        }
    }

    private void accepted(Operation operation, Request request, ApiResponse response) {
        changes.computeIfAbsent(operation.id(), _ -> new AtomicInteger()).incrementAndGet();
        if (operation.id().equals("createPayment")) {
            made.add(JsonMapper.shared()
                    .readTree(response.body())
                    .path("payment_id")
                    .asString());
        } else if (operation.id().equals("cancelPayment") || operation.id().equals("refundPayment")) {
            changes.computeIfAbsent(request.path().split("/")[4], _ -> new AtomicInteger())
                    .incrementAndGet();
        }
    }

    private int count(String id) {
        return changes.getOrDefault(id, new AtomicInteger()).get();
    }

    private Set<String> expectedPayments(Map<String, List<String>> ids) {
        Set<String> expected = new HashSet<>(made);
        expected.addAll(ids.get("payment_id"));
        ids.get("external_id").stream().filter(id -> id.length() == 36).forEach(expected::add);
        return expected;
    }

    /** All payments of the account. */
    private Set<String> payments() throws Exception {
        Set<String> found = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = api.call("GET", API + "/payments?limit=100" + cursor, merchant.apiKey())
                    .expectStatus(200);
            page.path("data")
                    .forEach(payment -> found.add(payment.path("payment_id").asString()));
            cursor = page.path("next_cursor").isString()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private int keys() throws Exception {
        int found = 0;
        String cursor = "";
        do {
            JsonNode page =
                    admin("GET", API + "/admin/api-keys?limit=100" + cursor).expectStatus(200);
            found += page.path("data").size();
            cursor = page.path("next_cursor").isString()
                    ? "&cursor=" + page.path("next_cursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return found;
    }

    private void untouched(Map<String, List<String>> ids) throws Exception {
        for (String id : ids.get("payment_id").subList(1, PAYMENTS)) {
            JsonNode payment =
                    api.call("GET", API + "/payment/" + id, merchant.apiKey()).expectStatus(200);
            if (count(id) == 0) {
                assertThat(payment.path("status").asString()).as(id).isIn("pending", "processing");
            }
            assertThat(payment.path("refunded_amount").decimalValue().signum())
                    .as(id)
                    .isZero();
        }
        String victim = ids.get(HostileRequests.IN_PATH + "merchant_id").getFirst();
        JsonNode created =
                api.call("GET", API + "/merchant/" + victim, merchant.apiKey()).expectStatus(200);
        assertThat(created.path("version").asInt())
                .as("changes that were answered with a success, and no others")
                .isEqualTo(1 + count("changeMerchant") + count("rotateWebhookSecret"));
    }

    private void aPaymentGoesItsWay() throws Exception {
        try (var fresh = new WebhookReceiver()) {
            TestMerchant other = Stack.newMerchant(fresh);
            Map<String, String> last = new HashMap<>();
            for (int i = 0; i < 10; i++) {
                String id = other.client()
                        .createPayment(other.merchantId(), "5.00", "after-" + i)
                        .text("payment_id");
                new Sandbox().pay(id);
                last.put(id, "success");
            }
            await().atMost(LIMIT).untilAsserted(() -> {
                Map<String, String> lastStatuses = new HashMap<>();
                fresh.received().forEach(webhook -> lastStatuses.put(webhook.paymentId(), webhook.status()));
                assertThat(lastStatuses).isEqualTo(last);
            });
        }
    }

    private CheckedApi.Call admin(String method, String path) {
        return api.call(method, path).header("X-Admin-Key", stack.adminKey());
    }
}
