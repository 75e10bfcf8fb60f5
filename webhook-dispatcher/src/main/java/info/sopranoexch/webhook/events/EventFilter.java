package info.sopranoexch.webhook.events;

import org.jspecify.annotations.Nullable;

/** Filters of a list of events; a null filter does not apply. */
record EventFilter(
        @Nullable String type,
        @Nullable String paymentId,
        @Nullable Long merchantId) {
    /** Whether many events may have to be read to find one that matches. */
    boolean isScan() {
        return paymentId == null && (type != null || merchantId != null);
    }
}
