package info.sopranoexch.sdk;

import java.time.Instant;
import java.util.Map;

/** Something that happened to a payment. */
public record TimelineEntry(String id, Instant occurredAt, String type, Map<String, Object> data) {}
