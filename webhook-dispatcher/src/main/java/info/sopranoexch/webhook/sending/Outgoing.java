package info.sopranoexch.webhook.sending;

import java.util.Map;

/** A request that is ready to be sent. */
@SuppressWarnings("ArrayRecordComponent") // the bytes are written once and only ever read
public record Outgoing(String url, Map<String, String> headers, byte[] body) {}
