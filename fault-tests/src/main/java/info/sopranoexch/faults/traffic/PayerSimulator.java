package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.JsonHttpClient;
import info.sopranoexch.faults.history.FinalState.Invoice;
import info.sopranoexch.faults.history.PayerAction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** Acts as payers in the sandbox and reads its invoices. */
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

    /** @return whether the action was done or has become impossible */
    boolean act(String paymentId, String outcome, String callbacks) {
        long start = recorder.now();
        String result;
        boolean ended = false;
        try {
            int status = http.send(
                            "POST",
                            invoiceUrl(paymentId) + "/pay",
                            String.format(
                                    Locale.ROOT,
                                    "{\"outcome\":\"%s\",\"callbacks\":\"%s\",\"late_seconds\":5}",
                                    outcome,
                                    callbacks))
                    .status();
            result = String.valueOf(status);
            ended = status == OK || status == CONFLICT;
        } catch (UncheckedIOException e) {
            result = String.valueOf(e.getCause());
        }
        recorder.add(new PayerAction(start, recorder.now(), paymentId, outcome, callbacks, result));
        return ended;
    }

    Optional<Invoice> invoice(String paymentId) {
        var response = http.get(invoiceUrl(paymentId));
        if (response.status() == NOT_FOUND) {
            return Optional.empty();
        }
        if (response.status() != OK) {
            throw new UncheckedIOException(new IOException("the sandbox responds " + response.status()));
        }
        JsonNode body = response.body();
        return Optional.of(new Invoice(
                paymentId,
                body.path("status").asText(),
                MerchantApi.minorUnits(body.path("paid_amount")),
                MerchantApi.minorUnits(body.path("refunded_amount"))));
    }

    private String invoiceUrl(String paymentId) {
        return sandboxUrl + "/control/invoices/by-external-id/" + paymentId;
    }
}
