package info.sopranoexch.sandbox.callback;

/**
 * Content of a callback.
 *
 * @param externalId external id of the invoice
 * @param target URL of the receiver
 * @param body the bytes that are signed and sent
 */
public record CallbackMessage(String eventId, String externalId, String target, byte[] body) {}
