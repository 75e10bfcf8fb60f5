package info.sopranoexch.webhook.sending;

import java.net.UnknownHostException;

/** The target is not an allowed address or port. Nothing was sent. */
final class ForbiddenTargetException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenTargetException(String message) {
        super(message);
    }
}
