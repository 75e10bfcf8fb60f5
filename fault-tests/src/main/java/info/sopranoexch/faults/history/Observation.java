package info.sopranoexch.faults.history;

/** An observation from outside the services. Times are microseconds since the start of the run. */
public sealed interface Observation permits ApiCall, FollowedEvent, PayerAction, PublishedEvent, ReceivedWebhook {
    long at();
}
