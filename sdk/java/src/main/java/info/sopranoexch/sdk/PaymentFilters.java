package info.sopranoexch.sdk;

import java.time.Instant;

/** Filters of payments. */
public final class PaymentFilters extends Fields {
    public PaymentFilters merchantId(long merchantId) {
        put("merchant_id", merchantId);
        return this;
    }

    public PaymentFilters status(String status) {
        put("status", status);
        return this;
    }

    public PaymentFilters orderId(String orderId) {
        put("order_id", orderId);
        return this;
    }

    /** Inclusive. */
    public PaymentFilters createdFrom(Instant createdFrom) {
        put("created_from", createdFrom);
        return this;
    }

    /** Exclusive. */
    public PaymentFilters createdTo(Instant createdTo) {
        put("created_to", createdTo);
        return this;
    }

    /** Items of a page, 1 to 100. */
    public PaymentFilters limit(int limit) {
        put("limit", limit);
        return this;
    }

    /** The {@link Page#nextCursor} of the previous page. */
    public PaymentFilters cursor(String cursor) {
        put("cursor", cursor);
        return this;
    }
}
