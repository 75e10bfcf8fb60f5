package info.sopranoexch.webhook.sending;

import java.net.UnknownHostException;

/** The name was not resolved in time, or too many resolutions are in progress. */
final class DnsTimeoutException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    DnsTimeoutException(String message) {
        super(message);
    }
}
