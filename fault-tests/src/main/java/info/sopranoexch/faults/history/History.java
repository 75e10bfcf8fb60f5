package info.sopranoexch.faults.history;

import java.util.List;

/**
 * All observations of a run.
 *
 * @param calls by start
 * @param webhooks by time of arrival
 * @param events by partition and offset
 * @param followedEvents by account and place
 */
public record History(
        List<Merchant> merchants,
        List<ApiCall> calls,
        List<PayerAction> payerActions,
        List<ReceivedWebhook> webhooks,
        List<PublishedEvent> events,
        List<FollowedEvent> followedEvents,
        FinalState finalState) {
    public History {
        merchants = List.copyOf(merchants);
        calls = List.copyOf(calls);
        payerActions = List.copyOf(payerActions);
        webhooks = List.copyOf(webhooks);
        events = List.copyOf(events);
        followedEvents = List.copyOf(followedEvents);
    }

    /** A merchant of an account, with one webhook endpoint. */
    public record Merchant(String account, long merchantId) {}

    public History withCalls(List<ApiCall> calls) {
        return new History(merchants, calls, payerActions, webhooks, events, followedEvents, finalState);
    }

    public History withWebhooks(List<ReceivedWebhook> webhooks) {
        return new History(merchants, calls, payerActions, webhooks, events, followedEvents, finalState);
    }

    public History withEvents(List<PublishedEvent> events) {
        return new History(merchants, calls, payerActions, webhooks, events, followedEvents, finalState);
    }

    public History withFollowedEvents(List<FollowedEvent> followedEvents) {
        return new History(merchants, calls, payerActions, webhooks, events, followedEvents, finalState);
    }

    public History withFinalState(FinalState finalState) {
        return new History(merchants, calls, payerActions, webhooks, events, followedEvents, finalState);
    }
}
