package info.sopranoexch.sdk;

/** Filters of webhook deliveries. */
public final class DeliveryFilters extends Fields {
    public DeliveryFilters merchantId(long merchantId) {
        put("merchant_id", merchantId);
        return this;
    }

    public DeliveryFilters paymentId(String paymentId) {
        put("payment_id", paymentId);
        return this;
    }

    public DeliveryFilters status(String status) {
        put("status", status);
        return this;
    }

    /** Items of a page, 1 to 100. */
    public DeliveryFilters limit(int limit) {
        put("limit", limit);
        return this;
    }

    /** The {@link Page#nextCursor} of the previous page. */
    public DeliveryFilters cursor(String cursor) {
        put("cursor", cursor);
        return this;
    }
}
