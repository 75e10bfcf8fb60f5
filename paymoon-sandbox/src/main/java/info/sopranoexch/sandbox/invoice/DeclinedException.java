package info.sopranoexch.sandbox.invoice;

import org.springframework.http.HttpStatus;

/** Paymoon declines a call. */
public final class DeclinedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    DeclinedException(HttpStatus status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static DeclinedException invalid(String message) {
        return new DeclinedException(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_request", message);
    }

    public static DeclinedException badRequest(String message) {
        return new DeclinedException(HttpStatus.BAD_REQUEST, "invalid_request", message);
    }

    public static DeclinedException notFound() {
        return new DeclinedException(HttpStatus.NOT_FOUND, "invoice_not_found", "no such invoice");
    }

    static DeclinedException conflict(String code, String message) {
        return new DeclinedException(HttpStatus.CONFLICT, code, message);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }
}
