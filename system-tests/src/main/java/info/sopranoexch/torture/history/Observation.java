package info.sopranoexch.torture.history;

/** Something that was seen from outside. Times are microseconds since the start of the run, all by one clock. */
public sealed interface Observation permits Call, PayerAction, Webhook, Event {
    long at();
}
