package info.sopranoexch.sdk;

/** Filters of events. */
public final class EventFilters extends Fields {
    /** The cursor of an event, the {@link EventPage#nextCursor} of a page, or "latest" for new events only. */
    public EventFilters after(String after) {
        put("after", after);
        return this;
    }

    public EventFilters type(String type) {
        put("type", type);
        return this;
    }

    public EventFilters paymentId(String paymentId) {
        put("payment_id", paymentId);
        return this;
    }

    public EventFilters merchantId(long merchantId) {
        put("merchant_id", merchantId);
        return this;
    }

    /** Items of a page, 1 to 100. */
    public EventFilters limit(int limit) {
        put("limit", limit);
        return this;
    }
}
