package info.sopranoexch.torture.load;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.RefundView;
import info.sopranoexch.torture.history.Request;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the REST API as merchants do, and notes down each call with its answer. */
public final class Merchants {
    private final HttpJson http;
    private final Recorder recorder;
    private final List<String> gateways;
    private final Map<String, String> keys;

    /**
     * @param gateways base URLs with {@code /api/v1}
     * @param keys API key by account
     */
    public Merchants(HttpJson http, Recorder recorder, List<String> gateways, Map<String, String> keys) {
        this.http = http;
        this.recorder = recorder;
        this.gateways = List.copyOf(gateways);
        this.keys = Map.copyOf(keys);
    }

    public int gateways() {
        return gateways.size();
    }

    public List<String> accounts() {
        return keys.keySet().stream().sorted().toList();
    }

    /** @param gateway number of the gateway, 0 and up */
    public Answer call(int gateway, String account, Request request) {
        long start = recorder.now();
        Answer answer;
        try {
            answer = answer(send(gateways.get(gateway), account, request));
        } catch (IOException e) {
            answer = new Answer.Lost(e.toString());
        }
        recorder.add(new Call(start, recorder.now(), "gateway " + (gateway + 1), account, request, answer));
        return answer;
    }

    /** A call that is no part of the history. */
    public HttpJson.Response ask(int gateway, String account, String path) throws IOException {
        return http.get(gateways.get(gateway) + path, "X-API-Key", key(account));
    }

    /** A change that is no part of the history. */
    public HttpJson.Response tell(int gateway, String account, String method, String path, String body)
            throws IOException {
        return http.send(method, gateways.get(gateway) + path, body, "X-API-Key", key(account));
    }

    private HttpJson.Response send(String gateway, String account, Request request) throws IOException {
        String payment = gateway + "/payment/";
        return switch (request) {
            case Request.Create create -> post(account, payment + "create", Bodies.create(create), create.key());
            case Request.Cancel cancel -> post(account, payment + cancel.paymentId() + "/cancel", "{}", cancel.key());
            case Request.Refund refund ->
                post(account, payment + refund.paymentId() + "/refund", Bodies.refund(refund), refund.key());
            case Request.Read read -> http.get(payment + read.paymentId(), "X-API-Key", key(account));
            case Request.Foreign foreign -> foreign(account, payment + foreign.paymentId(), foreign.operation());
        };
    }

    private HttpJson.Response foreign(String account, String payment, String operation) throws IOException {
        return switch (operation) {
            case "read" -> http.get(payment, "X-API-Key", key(account));
            case "timeline" -> http.get(payment + "/timeline", "X-API-Key", key(account));
            default -> http.send("POST", payment + "/" + operation, "{}", "X-API-Key", key(account));
        };
    }

    private HttpJson.Response post(String account, String url, String body, String idempotencyKey) throws IOException {
        return http.send("POST", url, body, "X-API-Key", key(account), "Idempotency-Key", idempotencyKey);
    }

    private String key(String account) {
        String key = keys.get(account);
        if (key == null) {
            throw new IllegalArgumentException("no account " + account);
        }
        return key;
    }

    private static Answer answer(HttpJson.Response response) {
        JsonNode body = response.body();
        return new Answer.Told(
                response.status(),
                body.path("code").asText(),
                body.path("detail").asText(),
                payment(body),
                refund(body.path("refund")));
    }

    /** @return null when it tells of none, or only its name */
    public static @Nullable PaymentView payment(JsonNode body) {
        if (!body.path("payment_id").isTextual() || !body.has("amount")) {
            return null;
        }
        return new PaymentView(
                body.path("payment_id").asText(),
                body.path("id").asLong(),
                body.path("merchant_id").asLong(),
                minor(body.path("amount")),
                body.path("status").asText(),
                minor(body.path("refunded_amount")));
    }

    private static @Nullable RefundView refund(JsonNode refund) {
        return refund.isObject()
                ? new RefundView(refund.path("refund_id").asText(), minor(refund.path("amount")))
                : null;
    }

    /** Of roubles; 0 when there is none. */
    static long minor(JsonNode amount) {
        return amount.isNumber() || amount.isTextual()
                ? new BigDecimal(amount.asText()).movePointRight(2).longValueExact()
                : 0;
    }
}
