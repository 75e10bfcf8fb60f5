package info.sopranoexch.webhook.sending;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Stable error codes of attempts without a response. {@link TlsHandshakeException} and {@link CertificateRejectedException} have more. */
final class SendErrorCodes {
    static final String TIMEOUT = "timeout";
    static final String INVALID_URL = "invalid_url";
    static final String NO_RESPONSE = "no_answer";
    static final String RESET = "reset";
    static final String PROTOCOL = "protocol_error";

    private SendErrorCodes() {}

    static String of(IOException failure) {
        return switch (failure) {
            case ForbiddenTargetException _ -> "address_forbidden";
            case DnsTimeoutException _ -> "dns_timeout";
            case UnknownHostException _ -> "dns_failed";
            case ConnectTimeoutException _ -> "connect_timeout";
            case HttpHostConnectException _, ConnectException _, NoRouteToHostException _ -> "refused";
            case TlsHandshakeException tls -> tls.code();
            case SSLException _ -> TlsHandshakeException.FAILED;
            case SocketTimeoutException _ -> TIMEOUT;
            case NoHttpResponseException _ -> NO_RESPONSE;
            case TruncatedChunkException _, ConnectionClosedException _ -> "incomplete_answer";
            case MalformedChunkCodingException _, MessageConstraintException _ -> PROTOCOL;
            case SocketException _ -> RESET;
            default -> "io_error";
        };
    }
}
