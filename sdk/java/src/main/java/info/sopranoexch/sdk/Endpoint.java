package info.sopranoexch.sdk;

import java.util.List;

/**
 * A webhook endpoint.
 *
 * @param headers whether additional headers are set
 */
public record Endpoint(long id, String url, List<String> statuses, boolean enabled, boolean headers) {}
