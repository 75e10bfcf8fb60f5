package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.JsonHttpClient;
import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.PaymentSnapshot;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls the REST API as merchants and records each call with its result. */
public final class MerchantApi {
    private final JsonHttpClient http;
    private final HistoryRecorder recorder;
    private final List<String> gateways;
    private final Map<String, String> apiKeys;

    /**
     * @param gateways base URLs with {@code /api/v1}
     * @param apiKeys by account
     */
    public MerchantApi(
            JsonHttpClient http, HistoryRecorder recorder, List<String> gateways, Map<String, String> apiKeys) {
        this.http = http;
        this.recorder = recorder;
        this.gateways = List.copyOf(gateways);
        this.apiKeys = Map.copyOf(apiKeys);
    }

    int gateways() {
        return gateways.size();
    }

    List<String> accounts() {
        return apiKeys.keySet().stream().sorted().toList();
    }

    /** @param gateway index of the gateway */
    ApiResult call(int gateway, String account, ApiRequest request) {
        long start = recorder.now();
        ApiResult result;
        try {
            result = result(send(gateways.get(gateway), account, request));
        } catch (UncheckedIOException e) {
            result = new ApiResult.NoResponse(String.valueOf(e.getCause()));
        }
        recorder.add(new ApiCall(start, recorder.now(), "gateway " + (gateway + 1), account, request, result));
        return result;
    }

    /** Reads a resource without recording the call. */
    JsonHttpClient.Response read(String account, String path) {
        return read(0, account, path);
    }

    /**
     * Reads a resource without recording the call.
     *
     * @param number selects the gateway, in turn
     */
    JsonHttpClient.Response read(int number, String account, String path) {
        return http.get(gateways.get(number % gateways.size()) + path, "X-API-Key", apiKey(account));
    }

    /** Changes a resource without recording the call. */
    JsonHttpClient.Response change(String account, String method, String path, String body) {
        return http.send(method, gateways.getFirst() + path, body, "X-API-Key", apiKey(account));
    }

    private JsonHttpClient.Response send(String gateway, String account, ApiRequest request) {
        String payment = gateway + "/payment/";
        return switch (request) {
            case ApiRequest.Create create -> post(account, payment + "create", body(create), create.key());
            case ApiRequest.Cancel cancel ->
                post(account, payment + cancel.paymentId() + "/cancel", "{}", cancel.key());
            case ApiRequest.Refund refund ->
                post(account, payment + refund.paymentId() + "/refund", body(refund), refund.key());
            case ApiRequest.Read read -> http.get(payment + read.paymentId(), "X-API-Key", apiKey(account));
            case ApiRequest.Foreign foreign -> foreign(account, payment + foreign.paymentId(), foreign.operation());
        };
    }

    private JsonHttpClient.Response foreign(String account, String payment, String operation) {
        return switch (operation) {
            case "read" -> http.get(payment, "X-API-Key", apiKey(account));
            case "timeline" -> http.get(payment + "/timeline", "X-API-Key", apiKey(account));
            default -> http.send("POST", payment + "/" + operation, "{}", "X-API-Key", apiKey(account));
        };
    }

    private JsonHttpClient.Response post(String account, String url, String body, String idempotencyKey) {
        return http.send("POST", url, body, "X-API-Key", apiKey(account), "Idempotency-Key", idempotencyKey);
    }

    private static String body(ApiRequest.Create create) {
        return String.format(
                Locale.ROOT,
                "{\"merchant_id\":%d,\"amount\":%s,\"currency\":\"RUB\",\"order_id\":\"%s\"%s}",
                create.merchantId(),
                roubles(create.amountMinor()),
                create.key(),
                create.expiresInSeconds() == 0 ? "" : ",\"expires_in\":" + create.expiresInSeconds());
    }

    private static String body(ApiRequest.Refund refund) {
        return refund.amountMinor() == 0 ? "{}" : "{\"amount\":" + roubles(refund.amountMinor()) + "}";
    }

    private static String roubles(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private String apiKey(String account) {
        String key = apiKeys.get(account);
        if (key == null) {
            throw new IllegalArgumentException("no account " + account);
        }
        return key;
    }

    private static ApiResult result(JsonHttpClient.Response response) {
        JsonNode body = response.body();
        JsonNode refund = body.path("refund");
        return new ApiResult.Response(
                response.status(),
                body.path("code").asText(),
                body.path("detail").asText(),
                snapshot(body),
                refund.isObject()
                        ? new ApiResult.RefundSnapshot(
                                refund.path("refund_id").asText(), minorUnits(refund.path("amount")))
                        : null);
    }

    /** @return null if the body contains no payment, or only its id */
    static @Nullable PaymentSnapshot snapshot(JsonNode body) {
        if (!body.path("payment_id").isTextual() || !body.has("amount")) {
            return null;
        }
        return new PaymentSnapshot(
                body.path("payment_id").asText(),
                body.path("id").asLong(),
                body.path("merchant_id").asLong(),
                minorUnits(body.path("amount")),
                body.path("status").asText(),
                minorUnits(body.path("refunded_amount")));
    }

    /** Converts roubles to kopecks; a missing amount is 0. */
    static long minorUnits(JsonNode amount) {
        return amount.isNumber() || amount.isTextual()
                ? new BigDecimal(amount.asText()).movePointRight(2).longValueExact()
                : 0;
    }
}
