package info.sopranoexch.cli;

import java.io.Serial;

/** An API refused a request or cannot be reached. The message is a text for people. */
public final class ApiException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int NO_RESPONSE = 0;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final int status;

    private ApiException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    static ApiException noResponse(String message, Throwable cause) {
        return new ApiException(NO_RESPONSE, message, cause);
    }

    /** True if the same request can succeed later. */
    public boolean isTemporary() {
        return status == NO_RESPONSE || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
