package info.sopranoexch.webhook.sending;

import java.io.EOFException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The TLS handshake failed; a stable code names the reason. */
final class TlsHandshakeException extends SSLException {
    static final String FAILED = "tls_failed";
    static final String WRONG_HOST = "tls_wrong_host";
    static final String NOT_TLS = "tls_not_supported";
    static final String ALERT = "tls_handshake_alert";
    static final String CLOSED = "tls_handshake_closed";

    private static final long serialVersionUID = 1L;

    private final String code;

    TlsHandshakeException(SSLException failure) {
        super(failure.getMessage(), failure);
        this.code = code(failure);
    }

    String code() {
        return code;
    }

    private static String code(SSLException failure) {
        CertificateRejectedException rejected = cause(failure, CertificateRejectedException.class);
        if (rejected != null) {
            return rejected.code();
        }
        if (failure instanceof SSLPeerUnverifiedException) {
            return WRONG_HOST;
        }
        if (cause(failure, EOFException.class) != null || cause(failure, SocketException.class) != null) {
            return CLOSED;
        }
        // The JDK has no exception types for these failures. TlsFailuresTest fails if a new JDK changes the messages.
        String message = String.valueOf(failure.getMessage());
        if (message.contains("Unsupported or unrecognized SSL message")) {
            return NOT_TLS;
        }
        return message.contains("Received fatal alert") ? ALERT : FAILED;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
