package info.sopranoexch.webhook.sending;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A request that is ready to be sent.
 *
 * @param confidential values that must not be stored when the receiver echoes them
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are written once and only ever read
public record Outgoing(String url, Map<String, String> headers, byte[] body, Set<String> confidential) {

    /** The same with one header more, or another. */
    public Outgoing with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Outgoing(url, all, body, confidential);
    }
}
