package info.sopranoexch.faults.history;

/** Something that was seen from outside. Times are microseconds since the start of the run, all by one clock. */
public sealed interface Observation permits ApiCall, PayerAction, ReceivedWebhook, PublishedEvent {
    long at();
}
