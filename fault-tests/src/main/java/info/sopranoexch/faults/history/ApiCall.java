package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * A merchant's call of the REST API.
 *
 * @param start before the first byte was sent
 * @param end after the response arrived or the call failed
 * @param account owner of the API key
 */
public record ApiCall(long start, long end, String gateway, String account, ApiRequest request, ApiResult result)
        implements Observation {
    @Override
    public long at() {
        return start;
    }

    /** @return the payment id of the request or its response; null for a create without one */
    public @Nullable String paymentId() {
        if (request.paymentId() != null) {
            return request.paymentId();
        }
        PaymentSnapshot created = result.payment();
        return created == null ? null : created.paymentId();
    }

    /** The same call one moment later, with another result. */
    public ApiCall repeatedWith(ApiResult other) {
        return new ApiCall(end + 1, end + 2, gateway, account, request, other);
    }
}
