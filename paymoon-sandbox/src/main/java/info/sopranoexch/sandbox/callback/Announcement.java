package info.sopranoexch.sandbox.callback;

/**
 * Something to be told.
 *
 * @param externalId whose it is
 * @param target where it is to be told
 * @param body as it will be signed
 */
public record Announcement(String eventId, String externalId, String target, byte[] body) {}
