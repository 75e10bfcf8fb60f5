package info.sopranoexch.webhook.deliveries;

import java.util.OptionalLong;

/** Converts ids between the database and the public API. */
public final class DeliveryIds {
    private static final String DELIVERY = "dlv_";
    private static final String EVENT = "evt_";
    private static final int MAX_DIGITS = 18;

    private DeliveryIds() {}

    public static String format(long id) {
        return DELIVERY + id;
    }

    /** @return empty if the text is not a delivery id */
    public static OptionalLong parse(String text) {
        String digits = text.startsWith(DELIVERY) ? text.substring(DELIVERY.length()) : "";
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
        return "msg_" + (eventId.startsWith(EVENT) ? eventId.substring(EVENT.length()) : eventId);
    }
}
