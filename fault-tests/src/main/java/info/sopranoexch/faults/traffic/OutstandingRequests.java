package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.History.Merchant;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What merchants do when all is well again: ask for the answers that they did not get, and for the webhooks. */
public final class OutstandingRequests {
    private static final int ACCEPTED = 202;

    private final MerchantApi merchants;
    private final HistoryRecorder recorder;
    private final FinalStateReader books;

    public OutstandingRequests(MerchantApi merchants, HistoryRecorder recorder, FinalStateReader books) {
        this.merchants = merchants;
        this.recorder = recorder;
        this.books = books;
    }

    private record KeyedRequest(String account, ApiRequest.Idempotent request) {}

    /**
     * Sends again what has no outcome yet.
     *
     * @return how many there were
     */
    public int askAgain() throws IOException {
        Map<KeyedRequest, Boolean> settled = asks();
        List<KeyedRequest> open = settled.entrySet().stream()
                .filter(ask -> !ask.getValue())
                .map(Map.Entry::getKey)
                .toList();
        ParallelCalls.map(open, ask -> merchants.call(0, ask.account(), ask.request()));
        return open.size();
    }

    /** Sends every request once more, each to the gateway that is its turn. */
    public void repeatAll() throws IOException {
        List<KeyedRequest> all = List.copyOf(asks().keySet());
        ParallelCalls.map(
                all,
                ask -> merchants.call(
                        Math.floorMod(ask.hashCode(), merchants.gateways()), ask.account(), ask.request()));
    }

    private Map<KeyedRequest, Boolean> asks() {
        Map<KeyedRequest, Boolean> settled = new LinkedHashMap<>();
        for (ApiCall call : recorder.calls()) {
            if (call.request() instanceof ApiRequest.Idempotent keyed) {
                settled.merge(
                        new KeyedRequest(call.account(), keyed), call.answer().isFinal(), Boolean::logicalOr);
            }
        }
        return settled;
    }

    /** The merchant's way to say that an endpoint is well: what stood against it is forgotten. */
    public void announceEndpoints(TestMerchants market) throws IOException {
        for (Merchant shop : market.all()) {
            String path = "/merchant/" + shop.merchantId();
            var response = merchants.tell(0, shop.account(), "PATCH", path, "{\"name\":\"well again\"}");
            if (response.status() != 200) {
                throw new IOException(path + " is answered " + response);
            }
        }
    }

    /**
     * Asks for what waits for its next attempt, which may be hours away.
     *
     * @return how many there were
     */
    public int fetchWebhooks() throws IOException {
        List<FinalStateReader.Waiting> waiting = books.waiting();
        for (FinalStateReader.Waiting one : waiting) {
            String path = "/webhook-deliveries/" + one.deliveryId() + "/redeliver";
            var response = merchants.tell(0, one.account(), "POST", path, "{}");
            if (response.status() != ACCEPTED && response.status() != 404) {
                throw new IOException(path + " is answered " + response);
            }
        }
        return waiting.size();
    }
}
