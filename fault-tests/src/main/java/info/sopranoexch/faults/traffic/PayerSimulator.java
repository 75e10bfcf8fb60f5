package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.ProviderInvoice;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Payers at the sandbox that plays Paymoon, and what its books say. */
public final class PayerSimulator {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final JsonHttpClient http;
    private final HistoryRecorder recorder;
    private final String sandboxUrl;

    public PayerSimulator(JsonHttpClient http, HistoryRecorder recorder, String sandboxUrl) {
        this.http = http;
        this.recorder = recorder;
        this.sandboxUrl = sandboxUrl;
    }

    /** @return whether it came to an end: done, or not possible any more */
    boolean act(String paymentId, String outcome, String callbacks) {
        long start = recorder.now();
        String answer;
        boolean ended;
        try {
            var response = http.send(
                    "POST",
                    invoice(paymentId) + "/pay",
                    String.format(
                            Locale.ROOT,
                            "{\"outcome\":\"%s\",\"callbacks\":\"%s\",\"late_seconds\":5}",
                            outcome,
                            callbacks));
            answer = String.valueOf(response.status());
            ended = response.status() == OK || response.status() == CONFLICT;
        } catch (IOException e) {
            answer = e.toString();
            ended = false;
        }
        recorder.add(new PayerAction(start, recorder.now(), paymentId, outcome, callbacks, answer));
        return ended;
    }

    /** @return empty when there is none */
    public Optional<ProviderInvoice> books(String paymentId) throws IOException {
        var response = http.get(invoice(paymentId));
        if (response.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.status() != OK) {
            throw new IOException("the sandbox answers " + response.status());
        }
        JsonNode body = response.body();
        return Optional.of(new ProviderInvoice(
                paymentId,
                body.path("status").asText(),
                MerchantApi.minor(body.path("paid_amount")),
                MerchantApi.minor(body.path("refunded_amount"))));
    }

    private String invoice(String paymentId) {
        return sandboxUrl + "/control/invoices/by-external-id/" + paymentId;
    }
}
