package info.sopranoexch.torture.load;

import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.History.Shop;
import info.sopranoexch.torture.history.Request;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What merchants do when all is well again: ask for the answers that they did not get, and for the webhooks. */
public final class LastWords {
    private static final int ACCEPTED = 202;

    private final Merchants merchants;
    private final Recorder recorder;
    private final Books books;

    public LastWords(Merchants merchants, Recorder recorder, Books books) {
        this.merchants = merchants;
        this.recorder = recorder;
        this.books = books;
    }

    private record Ask(String account, Request.Keyed request) {}

    /**
     * Sends again what has no outcome yet.
     *
     * @return how many there were
     */
    public int askAgain() throws IOException {
        Map<Ask, Boolean> settled = asks();
        List<Ask> open = settled.entrySet().stream()
                .filter(ask -> !ask.getValue())
                .map(Map.Entry::getKey)
                .toList();
        Together.map(open, ask -> merchants.call(0, ask.account(), ask.request()));
        return open.size();
    }

    /** Sends every request once more, each to the gateway that is its turn. */
    public void repeatAll() throws IOException {
        List<Ask> all = List.copyOf(asks().keySet());
        Together.map(
                all,
                ask -> merchants.call(
                        Math.floorMod(ask.hashCode(), merchants.gateways()), ask.account(), ask.request()));
    }

    private Map<Ask, Boolean> asks() {
        Map<Ask, Boolean> settled = new LinkedHashMap<>();
        for (Call call : recorder.calls()) {
            if (call.request() instanceof Request.Keyed keyed) {
                settled.merge(new Ask(call.account(), keyed), call.answer().isFinal(), Boolean::logicalOr);
            }
        }
        return settled;
    }

    /** The merchant's way to say that an endpoint is well: what stood against it is forgotten. */
    public void announceEndpoints(Market market) throws IOException {
        for (Shop shop : market.all()) {
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
        List<Books.Waiting> waiting = books.waiting();
        for (Books.Waiting one : waiting) {
            String path = "/webhook-deliveries/" + one.deliveryId() + "/redeliver";
            var response = merchants.tell(0, one.account(), "POST", path, "{}");
            if (response.status() != ACCEPTED && response.status() != 404) {
                throw new IOException(path + " is answered " + response);
            }
        }
        return waiting.size();
    }
}
