package info.sopranoexch.sdk;

import java.util.List;

/**
 * A page of a list.
 *
 * @param nextCursor the cursor of the next page, or null
 */
public record Page<T>(List<T> data, String nextCursor) {}
