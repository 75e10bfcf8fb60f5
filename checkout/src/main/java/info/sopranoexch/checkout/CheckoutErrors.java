package info.sopranoexch.checkout;

import info.sopranoexch.starter.validation.Messages;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Error responses for programs, as problem details with a stable code. {@link PayerErrorPages} writes those for payers. */
final class CheckoutErrors {
    private CheckoutErrors() {}

    static ErrorResponseException pathNotFound() {
        return problem(HttpStatus.NOT_FOUND, "path_not_found", "The path was not found.");
    }

    static ErrorResponseException paymentNotFound() {
        return problem(HttpStatus.NOT_FOUND, "payment_not_found", Messages.notFound("payment"));
    }

    static ErrorResponseException logoNotFound() {
        return problem(HttpStatus.NOT_FOUND, "logo_not_found", Messages.notFound("logo"));
    }

    static ErrorResponseException tooManyOpenPages(Duration retryAfter) {
        ErrorResponseException error = problem(
                HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "Too many payment pages are open. Retry later.");
        error.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfter.toSeconds()));
        return error;
    }

    private static ErrorResponseException problem(HttpStatus status, String code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setProperty("code", code);
        return new ErrorResponseException(status, body, null);
    }
}
