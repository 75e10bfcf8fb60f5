package info.sopranoexch.sandbox.callback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A callback with the delay of its first attempt. */
record ScheduledCallback(CallbackMessage message, boolean forged, Duration delay) {
    private static final Duration SHORT_DELAY = Duration.ofMillis(300);

    /**
     * Schedules the callbacks of an invoice's changes.
     *
     * @param changes oldest first
     * @param forgedMessage sent with an invalid signature in mode {@code FORGED}
     */
    static List<ScheduledCallback> schedule(
            CallbackMode mode, List<CallbackMessage> changes, CallbackMessage forgedMessage, Duration lateBy) {
        var callbacks = new ArrayList<ScheduledCallback>();
        switch (mode) {
            case NONE -> {}
            case NORMAL -> changes.forEach(change -> callbacks.add(genuine(change, Duration.ZERO)));
            case LATE -> changes.forEach(change -> callbacks.add(genuine(change, lateBy)));
            case TWICE ->
                changes.forEach(change -> {
                    callbacks.add(genuine(change, Duration.ZERO));
                    callbacks.add(genuine(change, SHORT_DELAY));
                });
            case REORDERED -> {
                callbacks.add(genuine(changes.getLast(), Duration.ZERO));
                changes.subList(0, changes.size() - 1).forEach(change -> callbacks.add(genuine(change, SHORT_DELAY)));
            }
            case FORGED -> {
                callbacks.add(new ScheduledCallback(forgedMessage, true, Duration.ZERO));
                changes.forEach(change -> callbacks.add(genuine(change, SHORT_DELAY)));
            }
        }
        return callbacks;
    }

    private static ScheduledCallback genuine(CallbackMessage change, Duration delay) {
        return new ScheduledCallback(change, false, delay);
    }
}
