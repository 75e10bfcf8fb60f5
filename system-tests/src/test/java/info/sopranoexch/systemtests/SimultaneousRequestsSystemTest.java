package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.systemtests.MerchantClient.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fifty simultaneous equal requests at two gateways are applied once and return equal responses. */
class SimultaneousRequestsSystemTest extends MerchantFixture {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TIMES = 50;

    private final Sandbox sandbox = new Sandbox();

    private interface Request {
        Response at(MerchantClient client) throws Exception;
    }

    @Test
    void createsOnePaymentForSimultaneousRequests() throws Exception {
        String key = key();
        List<Response> responses = fiftyTimes(client -> client.createPayment(merchant.merchantId(), "77.70", key));

        assertThat(distinct(responses, 201)).hasSize(1);
        assertThat(merchant.client()
                        .get("/payments?merchant_id=" + merchant.merchantId())
                        .body()
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void cancelsOnceForSimultaneousRequests() throws Exception {
        String paymentId = created();
        String key = key();
        List<Response> responses =
                fiftyTimes(client -> client.post("/payment/" + paymentId + "/cancel", "{}", "Idempotency-Key", key));

        assertThat(distinct(responses, 200)).hasSize(1).allMatch(body -> body.contains("\"cancelled\""));
        assertThat(timeline(paymentId)).containsOnlyOnce("payment.cancelled");
    }

    @Test
    void refundsOnceForSimultaneousRequests() throws Exception {
        String paymentId = created();
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            sandbox.pay(paymentId);
            return true;
        });
        await().atMost(LIMIT).until(() -> merchant.client().payment(paymentId).text("status"), "success"::equals);
        String key = key();
        List<Response> responses = fiftyTimes(client ->
                client.post("/payment/" + paymentId + "/refund", "{\"amount\":25.00}", "Idempotency-Key", key));

        assertThat(distinct(responses, 200)).hasSize(1);
        await().atMost(LIMIT)
                .until(
                        () -> merchant.clientOfSecondGateway()
                                .payment(paymentId)
                                .text("status"),
                        "partially_refunded"::equals);
        assertThat(merchant.client()
                        .payment(paymentId)
                        .body()
                        .path("refunded_amount")
                        .decimalValue())
                .isEqualByComparingTo("25");
        Response again = merchant.clientOfSecondGateway()
                .post("/payment/" + paymentId + "/refund", "{\"amount\":25.00}", "Idempotency-Key", key);
        assertThat(again.body().toString()).isEqualTo(distinct(responses, 200).getFirst());
        assertThat(again.headers()).containsEntry("idempotent-replayed", List.of("true"));
    }

    private String created() throws Exception {
        return merchant.client()
                .createPayment(merchant.merchantId(), "100.00", key())
                .text("payment_id");
    }

    private List<String> timeline(String paymentId) throws Exception {
        return merchant.client()
                .get("/payment/" + paymentId + "/timeline")
                .body()
                .path("data")
                .findValuesAsText("type");
    }

    private List<Response> fiftyTimes(Request request) throws Exception {
        List<Callable<Response>> calls = Stream.iterate(0, number -> number < TIMES, number -> number + 1)
                .map(number -> number % 2 == 0 ? merchant.client() : merchant.clientOfSecondGateway())
                .map(client -> (Callable<Response>) () -> request.at(client))
                .toList();
        var responses = new ArrayList<Response>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Response> response : threads.invokeAll(calls)) {
                responses.add(response.get());
            }
        }
        return responses;
    }

    /** The distinct bodies, without 409 (another request in flight) and 202 (slow reply). */
    private static List<String> distinct(List<Response> responses, int status) {
        assertThat(responses)
                .extracting(Response::status)
                .isSubsetOf(status, 202, 409)
                .contains(status);
        return responses.stream()
                .filter(response -> response.status() == status)
                .map(response -> response.body().toString())
                .distinct()
                .toList();
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
