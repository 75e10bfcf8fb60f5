package info.sopranoexch.faults.history;

import java.util.List;

/**
 * All that was seen of a run. Nothing in it comes from inside the services.
 *
 * @param calls by start
 * @param webhooks in the order in which they came
 * @param events by partition and offset
 */
public record History(
        List<Merchant> shops,
        List<ApiCall> calls,
        List<PayerAction> payers,
        List<ReceivedWebhook> webhooks,
        List<PublishedEvent> events,
        FinalState ending) {
    public History {
        shops = List.copyOf(shops);
        calls = List.copyOf(calls);
        payers = List.copyOf(payers);
        webhooks = List.copyOf(webhooks);
        events = List.copyOf(events);
    }

    /** A merchant of an account, with one endpoint. */
    public record Merchant(String account, long merchantId) {}
}
