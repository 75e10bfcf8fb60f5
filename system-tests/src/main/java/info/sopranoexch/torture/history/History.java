package info.sopranoexch.torture.history;

import java.util.List;

/**
 * All that was seen of a run. Nothing in it comes from inside the services.
 *
 * @param calls by start
 * @param webhooks in the order in which they came
 * @param events by partition and offset
 */
public record History(
        List<Shop> shops,
        List<Call> calls,
        List<PayerAction> payers,
        List<Webhook> webhooks,
        List<Event> events,
        Ending ending) {
    public History {
        shops = List.copyOf(shops);
        calls = List.copyOf(calls);
        payers = List.copyOf(payers);
        webhooks = List.copyOf(webhooks);
        events = List.copyOf(events);
    }

    /** A merchant of an account, with one endpoint. */
    public record Shop(String account, long merchantId) {}
}
