package info.sopranoexch.faults.history;

/**
 * A webhook delivery as the REST API tells it in the end.
 *
 * @param status {@code pending}, {@code parked}, {@code delivered} or {@code exhausted}
 */
public record ListedDelivery(String id, long merchantId, String paymentId, long version, String status) {}
