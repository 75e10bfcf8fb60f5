package info.sopranoexch.sdk;

/** Filters of refunds. */
public final class RefundFilters extends Fields {
    public RefundFilters paymentId(String paymentId) {
        put("payment_id", paymentId);
        return this;
    }

    public RefundFilters status(String status) {
        put("status", status);
        return this;
    }

    /** Items of a page, 1 to 100. */
    public RefundFilters limit(int limit) {
        put("limit", limit);
        return this;
    }

    /** The {@link Page#nextCursor} of the previous page. */
    public RefundFilters cursor(String cursor) {
        put("cursor", cursor);
        return this;
    }
}
