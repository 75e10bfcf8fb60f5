package info.sopranoexch.gateway.requestlog;

import info.sopranoexch.schemas.avro.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response before redaction.
 *
 * @param fields the record without the texts of the client
 * @param path as in the request line
 * @param query as in the request line
 * @param requestBody the beginning of the body, up to the limit; empty without a body
 * @param responseBody as {@code requestBody}; empty unless it is JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CompletedRequest(
        ApiRequest.Builder fields,
        String path,
        @Nullable String query,
        String apiKey,
        byte[] requestBody,
        byte[] responseBody) {
    /** A record with its strings, without bodies. */
    private static final int FIXED_BYTES = 1_024;

    /** Returns the approximate heap of the record in bytes. */
    long size() {
        int queryLength = query == null ? 0 : query.length();
        return FIXED_BYTES + 2L * (path.length() + queryLength) + requestBody.length + responseBody.length;
    }
}
