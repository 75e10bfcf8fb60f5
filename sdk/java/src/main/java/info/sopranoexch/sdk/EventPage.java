package info.sopranoexch.sdk;

import java.util.List;

/**
 * Events, oldest first.
 *
 * @param nextCursor the {@link EventFilters#after} of the next page
 * @param hasMore whether the next page has events now
 */
public record EventPage(List<Event> data, String nextCursor, boolean hasMore) {}
