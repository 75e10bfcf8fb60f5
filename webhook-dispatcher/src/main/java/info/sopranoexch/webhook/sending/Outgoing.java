package info.sopranoexch.webhook.sending;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is ready to be sent. */
@SuppressWarnings("ArrayRecordComponent") // the bytes are written once and only ever read
public record Outgoing(String url, Map<String, String> headers, byte[] body) {

    /** The same with one header more, or another. */
    public Outgoing with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Outgoing(url, all, body);
    }
}
