package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.traffic.FinalStateReader.OpenDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Gatherers;

/** The requests of merchants after the faults: missing responses are requested again, and open deliveries redelivered. */
public final class OutstandingRequests {
    private static final int CONCURRENT_CALLS = 8;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;

    private final MerchantApi api;
    private final HistoryRecorder recorder;
    private final FinalStateReader state;

    public OutstandingRequests(MerchantApi api, HistoryRecorder recorder, FinalStateReader state) {
        this.api = api;
        this.recorder = recorder;
        this.state = state;
    }

    private record SentRequest(String account, ApiRequest.Idempotent request) {}

    /** Repeats requests without a final response, and returns their number. */
    public int repeatOpen() {
        List<SentRequest> open = finalBySentRequest().entrySet().stream()
                .filter(sent -> !sent.getValue())
                .map(Map.Entry::getKey)
                .toList();
        repeat(open, _ -> 0);
        return open.size();
    }

    /** Repeats every request once, distributed over the gateways. */
    public void repeatAll() {
        repeat(finalBySentRequest().keySet(), sent -> Math.floorMod(sent.hashCode(), api.gateways()));
    }

    private void repeat(Collection<SentRequest> requests, ToIntFunction<SentRequest> gateway) {
        var _ = requests.stream()
                .gather(Gatherers.mapConcurrent(
                        CONCURRENT_CALLS, sent -> api.call(gateway.applyAsInt(sent), sent.account(), sent.request())))
                .toList();
    }

    private Map<SentRequest, Boolean> finalBySentRequest() {
        Map<SentRequest, Boolean> requests = new LinkedHashMap<>();
        for (ApiCall call : recorder.calls()) {
            if (call.request() instanceof ApiRequest.Idempotent request) {
                requests.merge(
                        new SentRequest(call.account(), request), call.result().isFinal(), Boolean::logicalOr);
            }
        }
        return requests;
    }

    /** Updates every merchant, which clears the failures of its endpoint. */
    public void clearEndpointFailures(TestMerchants merchants) {
        for (Merchant merchant : merchants.all()) {
            change(
                    merchant.account(),
                    "PATCH",
                    "/merchant/" + merchant.merchantId(),
                    "{\"name\":\"endpoint repaired\"}",
                    Set.of(OK));
        }
    }

    /** Redelivers open deliveries, whose next attempt may be hours away, and returns their number. */
    public int redeliverOpen() {
        List<OpenDelivery> open = state.openDeliveries();
        for (OpenDelivery delivery : open) {
            change(
                    delivery.account(),
                    "POST",
                    "/webhook-deliveries/" + delivery.id() + "/redeliver",
                    "{}",
                    Set.of(ACCEPTED, NOT_FOUND));
        }
        return open.size();
    }

    private void change(String account, String method, String path, String body, Set<Integer> expected) {
        var response = api.change(account, method, path, body);
        if (!expected.contains(response.status())) {
            throw new UncheckedIOException(new IOException(path + " responds " + response));
        }
    }
}
