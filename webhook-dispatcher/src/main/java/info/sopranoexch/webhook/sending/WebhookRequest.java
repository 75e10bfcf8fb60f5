package info.sopranoexch.webhook.sending;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The HTTP request of an attempt.
 *
 * @param confidential secrets that are removed from a stored response
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are written once and only ever read
public record WebhookRequest(String url, Map<String, String> headers, byte[] body, Set<String> confidential) {

    /** The same request with a header added or replaced. */
    public WebhookRequest with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new WebhookRequest(url, all, body, confidential);
    }
}
