package info.sopranoexch.gateway.events;

import org.jspecify.annotations.Nullable;

/**
 * A list of events of one account.
 *
 * @param filters a query string with its question mark, or an empty string
 * @param after the cursor after which the page begins; null for the oldest event
 */
record EventQuery(long accountId, String filters, @Nullable String after) {
    EventQuery startingAfter(String cursor) {
        return new EventQuery(accountId, filters, cursor);
    }

    /** The path of the list in webhook-dispatcher. A cursor needs no encoding. */
    String path() {
        String separator = filters.isEmpty() ? "?" : "&";
        return EventClient.PATH + filters + (after == null ? "" : separator + "after=" + after);
    }
}
