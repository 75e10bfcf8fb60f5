package info.sopranoexch.webhook.sending;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Sends the server name (SNI) also for host names with an underscore. The JDK omits it for them, and a server with several hosts would
 * present the certificate of another host.
 */
final class ServerNameTlsStrategy extends DefaultClientTlsStrategy {
    private static final ScopedValue<String> TARGET = ScopedValue.newInstance();
    private static final Pattern NAME_WITH_UNDERSCORE = Pattern.compile("(?=.*_)[A-Za-z0-9_.-]{1,253}");

    ServerNameTlsStrategy(SSLContext context, HostnameVerifier verifier) {
        super(context, HostnameVerificationPolicy.CLIENT, verifier);
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        return ScopedValue.where(TARGET, target)
                .<SSLSocket, IOException>call(() -> super.upgrade(socket, target, port, attachment, context));
    }

    @Override
    protected void initializeSocket(SSLSocket socket) {
        String target = TARGET.get();
        if (NAME_WITH_UNDERSCORE.matcher(target).matches()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new UncheckedServerName(target)));
            socket.setSSLParameters(parameters);
        }
    }

    /** Like {@link javax.net.ssl.SNIHostName}, but without its check for letters, digits and hyphens. */
    private static final class UncheckedServerName extends SNIServerName {
        UncheckedServerName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
