package info.sopranoexch.sandbox.testing;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.sandbox.PaymoonSandboxApplication;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sandbox on real PostgreSQL, used over HTTP only. */
@SpringBootTest(
        classes = PaymoonSandboxApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "sandbox.api-token=" + SandboxFixture.API_TOKEN,
            "sandbox.webhook-secret=" + SandboxFixture.SECRET,
            "sandbox.public-base-url=https://paymoon.example",
            "sandbox.late-by=3s",
            "sandbox.hang=2s",
            "sandbox.refund-pending=500ms",
            "sandbox.arrival-wait=4s"
        })
public abstract class SandboxFixture {
    public static final String API_TOKEN = "token-for-tests";
    public static final String SECRET = "secret-for-tests-012345";
    protected static final Receiver RECEIVER = new Receiver(SECRET);

    @LocalServerPort
    protected int port;

    protected final String payment = "pay_" + UUID.randomUUID().toString().replace("-", "");
    private final Instant expiresAt = Instant.now().plusSeconds(600);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> Infrastructure.shared().jdbcUrl("sandbox"));
    }

    @AfterEach
    void removeFaults() throws Exception {
        RECEIVER.failNext(0);
        call("DELETE", "/control/faults", null, null);
    }

    protected Response create(String amount) throws Exception {
        return call("POST", "/v1/invoices", invoice(amount).toString(), payment);
    }

    protected Response create(String key, String externalId, String amount, Instant expiresAt) throws Exception {
        ObjectNode body = invoice(amount).put("external_id", externalId).put("expires_at", expiresAt.toString());
        return call("POST", "/v1/invoices", body.toString(), key);
    }

    /** The body of a create; equal for each call. */
    protected ObjectNode invoice(String amount) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("external_id", payment)
                .put("amount", amount)
                .put("currency", "RUB")
                .put("description", "<b>Two</b> tickets")
                .put("callback_url", RECEIVER.url())
                .put("return_url", "https://shop.example/back?x=1")
                .put("expires_at", expiresAt.toString());
    }

    protected Response refund(String invoiceId, String refundId, String amount) throws Exception {
        return call(
                "POST",
                "/v1/invoices/" + invoiceId + "/refunds",
                String.format(Locale.ROOT, "{\"external_refund_id\":\"%s\",\"amount\":\"%s\"}", refundId, amount),
                refundId);
    }

    protected Response pay(@Nullable String json) throws Exception {
        return call("POST", "/control/invoices/by-external-id/" + payment + "/pay", json, null);
    }

    protected Response call(String method, String path, @Nullable String body, @Nullable String key) {
        boolean form = body != null && body.startsWith("action=");
        HttpRequest.Builder request = HttpTestClient.localhost(port)
                .request(path)
                .header("Authorization", "Bearer " + API_TOKEN)
                .header("Content-Type", form ? "application/x-www-form-urlencoded" : "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return HttpTestClient.localhost(port).send(request);
    }

    protected List<Receiver.Received> awaitCallbacks(int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> RECEIVER.of(payment), got -> got.size() >= count);
    }

    protected static String text(JsonNode json, String field) {
        return json.path(field).stringValue("");
    }
}
