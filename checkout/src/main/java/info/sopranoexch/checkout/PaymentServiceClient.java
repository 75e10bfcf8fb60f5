package info.sopranoexch.checkout;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls payment-service's internal API. The application that contains the checkout provides the implementation. */
public interface PaymentServiceClient {
    /**
     * Sends a GET request.
     *
     * @param path with its query, beginning with a slash
     * @return null if payment-service did not respond within {@code timeout}
     */
    @Nullable
    Response get(String path, Duration timeout);

    /**
     * Sends a POST request with an empty JSON object. It is never repeated.
     *
     * @param path with its query, beginning with a slash
     * @return null if payment-service did not respond within {@code timeout}
     */
    @Nullable
    Response post(String path, Duration timeout);

    /** The response of payment-service, also if it is an error. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Response(int status, byte[] body) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }
}
