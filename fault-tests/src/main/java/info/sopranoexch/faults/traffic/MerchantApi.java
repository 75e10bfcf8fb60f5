package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.RefundSnapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the REST API as merchants do, and notes down each call with its answer. */
public final class MerchantApi {
    private final JsonHttpClient http;
    private final HistoryRecorder recorder;
    private final List<String> gateways;
    private final Map<String, String> keys;

    /**
     * @param gateways base URLs with {@code /api/v1}
     * @param keys API key by account
     */
    public MerchantApi(JsonHttpClient http, HistoryRecorder recorder, List<String> gateways, Map<String, String> keys) {
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
    public ApiResult call(int gateway, String account, ApiRequest request) {
        long start = recorder.now();
        ApiResult answer;
        try {
            answer = answer(send(gateways.get(gateway), account, request));
        } catch (IOException e) {
            answer = new ApiResult.NoResponse(e.toString());
        }
        recorder.add(new ApiCall(start, recorder.now(), "gateway " + (gateway + 1), account, request, answer));
        return answer;
    }

    /** A call that is no part of the history. */
    public JsonHttpClient.Response ask(int gateway, String account, String path) throws IOException {
        return http.get(gateways.get(gateway) + path, "X-API-Key", key(account));
    }

    /** A change that is no part of the history. */
    public JsonHttpClient.Response tell(int gateway, String account, String method, String path, String body)
            throws IOException {
        return http.send(method, gateways.get(gateway) + path, body, "X-API-Key", key(account));
    }

    private JsonHttpClient.Response send(String gateway, String account, ApiRequest request) throws IOException {
        String payment = gateway + "/payment/";
        return switch (request) {
            case ApiRequest.Create create ->
                post(account, payment + "create", RequestBodies.create(create), create.key());
            case ApiRequest.Cancel cancel ->
                post(account, payment + cancel.paymentId() + "/cancel", "{}", cancel.key());
            case ApiRequest.Refund refund ->
                post(account, payment + refund.paymentId() + "/refund", RequestBodies.refund(refund), refund.key());
            case ApiRequest.Read read -> http.get(payment + read.paymentId(), "X-API-Key", key(account));
            case ApiRequest.Foreign foreign -> foreign(account, payment + foreign.paymentId(), foreign.operation());
        };
    }

    private JsonHttpClient.Response foreign(String account, String payment, String operation) throws IOException {
        return switch (operation) {
            case "read" -> http.get(payment, "X-API-Key", key(account));
            case "timeline" -> http.get(payment + "/timeline", "X-API-Key", key(account));
            default -> http.send("POST", payment + "/" + operation, "{}", "X-API-Key", key(account));
        };
    }

    private JsonHttpClient.Response post(String account, String url, String body, String idempotencyKey)
            throws IOException {
        return http.send("POST", url, body, "X-API-Key", key(account), "Idempotency-Key", idempotencyKey);
    }

    private String key(String account) {
        String key = keys.get(account);
        if (key == null) {
            throw new IllegalArgumentException("no account " + account);
        }
        return key;
    }

    private static ApiResult answer(JsonHttpClient.Response response) {
        JsonNode body = response.body();
        return new ApiResult.Response(
                response.status(),
                body.path("code").asText(),
                body.path("detail").asText(),
                payment(body),
                refund(body.path("refund")));
    }

    /** @return null when it tells of none, or only its name */
    public static @Nullable PaymentSnapshot payment(JsonNode body) {
        if (!body.path("payment_id").isTextual() || !body.has("amount")) {
            return null;
        }
        return new PaymentSnapshot(
                body.path("payment_id").asText(),
                body.path("id").asLong(),
                body.path("merchant_id").asLong(),
                minor(body.path("amount")),
                body.path("status").asText(),
                minor(body.path("refunded_amount")));
    }

    private static @Nullable RefundSnapshot refund(JsonNode refund) {
        return refund.isObject()
                ? new RefundSnapshot(refund.path("refund_id").asText(), minor(refund.path("amount")))
                : null;
    }

    /** Of roubles; 0 when there is none. */
    static long minor(JsonNode amount) {
        return amount.isNumber() || amount.isTextual()
                ? new BigDecimal(amount.asText()).movePointRight(2).longValueExact()
                : 0;
    }
}
