package info.sopranoexch.sandbox.callback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which deliveries a mode makes of the changes of an invoice, oldest change first. */
record Plan(Announcement announcement, boolean forged, Duration delay) {
    private static final Duration SOON = Duration.ofMillis(300);

    static List<Plan> of(CallbackMode mode, List<Announcement> changes, Announcement lie, Duration lateBy) {
        var plans = new ArrayList<Plan>();
        switch (mode) {
            case NONE -> {}
            case NORMAL -> changes.forEach(change -> plans.add(genuine(change, Duration.ZERO)));
            case LATE -> changes.forEach(change -> plans.add(genuine(change, lateBy)));
            case TWICE ->
                changes.forEach(change -> {
                    plans.add(genuine(change, Duration.ZERO));
                    plans.add(genuine(change, SOON));
                });
            case REORDERED -> {
                plans.add(genuine(changes.getLast(), Duration.ZERO));
                changes.subList(0, changes.size() - 1).forEach(change -> plans.add(genuine(change, SOON)));
            }
            case FORGED -> {
                plans.add(new Plan(lie, true, Duration.ZERO));
                changes.forEach(change -> plans.add(genuine(change, SOON)));
            }
        }
        return plans;
    }

    private static Plan genuine(Announcement change, Duration delay) {
        return new Plan(change, false, delay);
    }
}
