package info.sopranoexch.torture.history;

/**
 * A webhook delivery as the REST API tells it in the end.
 *
 * @param status {@code pending}, {@code parked}, {@code delivered} or {@code exhausted}
 */
public record Delivery(String id, long merchantId, String paymentId, long version, String status) {}
