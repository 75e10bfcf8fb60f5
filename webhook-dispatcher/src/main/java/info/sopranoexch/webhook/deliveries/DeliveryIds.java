package info.sopranoexch.webhook.deliveries;

import java.util.Optional;
import java.util.OptionalLong;

/** Converts ids between the database and the public API. */
public final class DeliveryIds {
    private static final String DELIVERY = "dlv_";
    private static final String EVENT = "evt_";
    private static final String MESSAGE = "msg_";
    private static final String PAYMENT = "pay_";
    private static final int MAX_DIGITS = 18;

    /** The event that a {@code webhook-id} names. */
    public record Message(String paymentId, long version) {}

    private DeliveryIds() {}

    public static String format(long id) {
        return DELIVERY + id;
    }

    /** @return empty if the text is not a delivery id */
    public static OptionalLong parse(String text) {
        return number(text.startsWith(DELIVERY) ? text.substring(DELIVERY.length()) : "");
    }

    private static OptionalLong number(String digits) {
        boolean sound = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return sound ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }

    /**
     * The {@code webhook-id}. It is derived from the event id, so it stays the same across retries, redeliveries and even the loss of
     * the dispatcher's database.
     */
    public static String messageId(String eventId) {
        return MESSAGE + (eventId.startsWith(EVENT) ? eventId.substring(EVENT.length()) : eventId);
    }

    /**
     * Parses a {@code webhook-id}: payment-service derives the event id from payment and version.
     *
     * @return empty if the text has another form
     */
    public static Optional<Message> parseMessageId(String text) {
        int end = text.lastIndexOf('_');
        if (!text.startsWith(MESSAGE) || end < MESSAGE.length()) {
            return Optional.empty();
        }
        OptionalLong version = number(text.substring(end + 1));
        return version.isPresent()
                ? Optional.of(new Message(PAYMENT + text.substring(MESSAGE.length(), end), version.getAsLong()))
                : Optional.empty();
    }
}
