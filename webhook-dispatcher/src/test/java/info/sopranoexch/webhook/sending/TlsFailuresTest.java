package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each reason for which a TLS handshake fails has a code of its own. The operator trusts {@link #ROOT} only. */
@Timeout(30)
class TlsFailuresTest {
    private static final String HOST = "127.0.0.1";
    private static final HeldCertificate ROOT = authority("Test root", null);
    private static final HeldCertificate INTERMEDIATE = authority("Test intermediate", ROOT);
    private static final HeldCertificate UNKNOWN_ROOT = authority("Unknown root", null);

    @TempDir
    private Path folder;

    @Test
    void trustsAnAddedCertificateAuthority() throws Exception {
        SendResult result = send(tls(server(HOST, INTERMEDIATE), INTERMEDIATE.certificate()));

        assertThat(result.error()).isNull();
        assertThat(result.isDelivered()).isTrue();
    }

    @Test
    void reportsUntrustedIssuer() throws Exception {
        HeldCertificate receiver = server(HOST, UNKNOWN_ROOT);

        assertThat(send(tls(receiver, UNKNOWN_ROOT.certificate())).error()).isEqualTo("tls_untrusted_issuer");
    }

    @Test
    void reportsSelfSignedCertificate() throws Exception {
        assertThat(send(tls(server(HOST, null))).error()).isEqualTo("tls_untrusted_issuer");
    }

    @Test
    void reportsMissingIntermediateCertificate() throws Exception {
        assertThat(send(tls(server(HOST, INTERMEDIATE))).error()).isEqualTo("tls_incomplete_chain");
    }

    @Test
    void reportsExpiredCertificate() throws Exception {
        HeldCertificate expired = server(HOST, ROOT, -20, -10);

        assertThat(send(tls(expired)).error()).isEqualTo("tls_certificate_expired");
    }

    @Test
    void reportsCertificateThatIsNotYetValid() throws Exception {
        HeldCertificate early = server(HOST, ROOT, 10, 20);

        assertThat(send(tls(early)).error()).isEqualTo("tls_certificate_not_yet_valid");
    }

    @Test
    void reportsCertificateOfAnotherHost() throws Exception {
        assertThat(send(tls(server("other.example", ROOT))).error()).isEqualTo("tls_wrong_host");
    }

    @Test
    void reportsPortWithoutTls() throws Exception {
        Receiver plain = new Receiver(ServerSocketFactory.getDefault(), socket -> {
            socket.getInputStream().read();
            respond(socket);
        });

        assertThat(send(plain).error()).isEqualTo("tls_not_supported");
    }

    @Test
    void reportsTlsAlert() throws Exception {
        byte[] handshakeFailure = {21, 3, 3, 0, 2, 2, 40};
        Receiver alerting = new Receiver(ServerSocketFactory.getDefault(), socket -> {
            byte[] hello = new byte[4_096];
            assertThat(socket.getInputStream().read(hello)).isPositive();
            socket.getOutputStream().write(handshakeFailure);
        });

        assertThat(send(alerting).error()).isEqualTo("tls_handshake_alert");
    }

    @Test
    void reportsConnectionClosedDuringHandshake() throws Exception {
        Receiver closing = new Receiver(ServerSocketFactory.getDefault(), socket -> {
            byte[] hello = new byte[4_096];
            assertThat(socket.getInputStream().read(hello)).isPositive();
        });

        assertThat(send(closing).error()).isEqualTo("tls_handshake_closed");
    }

    @Test
    void readsCertificateAuthoritiesFromADirectory() throws Exception {
        Files.writeString(folder.resolve("a.pem"), UNKNOWN_ROOT.certificatePem());
        Files.writeString(folder.resolve("b.crt"), ROOT.certificatePem());
        Files.writeString(folder.resolve("README"), "not a certificate");

        SendResult result = send(tls(server(HOST, ROOT)), folder);

        assertThat(result.isDelivered()).isTrue();
    }

    @Test
    void failsToStartWithoutTheConfiguredCertificates() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path garbled = Files.writeString(folder.resolve("garbled.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");

        for (Path wrong : new Path[] {empty, garbled, folder.resolve("missing.pem")}) {
            assertThatThrownBy(() -> ReceiverTrustManager.sslContext(wrong))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("soprano.webhooks.ca-certificates")
                    .hasMessageContaining(wrong.toString());
        }
    }

    private static HeldCertificate authority(String name, @Nullable HeldCertificate issuer) {
        var builder = new HeldCertificate.Builder().commonName(name).certificateAuthority(issuer == null ? 1 : 0);
        return (issuer == null ? builder : builder.signedBy(issuer)).build();
    }

    private static HeldCertificate server(String host, @Nullable HeldCertificate issuer) {
        return server(host, issuer, -1, 1);
    }

    private static HeldCertificate server(String host, @Nullable HeldCertificate issuer, int fromDays, int toDays) {
        long now = System.currentTimeMillis();
        var builder = new HeldCertificate.Builder()
                .commonName("receiver")
                .addSubjectAlternativeName(host)
                .validityInterval(now + TimeUnit.DAYS.toMillis(fromDays), now + TimeUnit.DAYS.toMillis(toDays));
        return (issuer == null ? builder : builder.signedBy(issuer)).build();
    }

    private Receiver tls(HeldCertificate own, X509Certificate... intermediates) throws Exception {
        X509Certificate[] chain = new X509Certificate[1 + intermediates.length];
        chain[0] = own.certificate();
        System.arraycopy(intermediates, 0, chain, 1, intermediates.length);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("receiver", own.keyPair().getPrivate(), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new Receiver(context.getServerSocketFactory(), TlsFailuresTest::respond);
    }

    private SendResult send(Receiver receiver) throws IOException {
        return send(receiver, Files.writeString(folder.resolve("root.pem"), ROOT.certificatePem()));
    }

    private static SendResult send(Receiver receiver, Path caCertificates) throws IOException {
        var properties = SendingPropertiesFixture.with(Map.of("ca-certificates", caCertificates));
        try (receiver;
                var sender = new WebhookSender(properties, InstantSource.system())) {
            return sender.send(
                    new WebhookRequest(receiver.url(), Map.of(), "{}".getBytes(StandardCharsets.UTF_8), Set.of()));
        }
    }

    private static void respond(Socket socket) throws IOException {
        byte[] request = new byte[4_096];
        assertThat(socket.getInputStream().read(request)).isPositive();
        RawServer.write(socket.getOutputStream(), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }

    private interface Behaviour {
        void serve(Socket socket) throws IOException;
    }

    /** Serves one connection. */
    private static final class Receiver implements AutoCloseable {
        private final ServerSocket server;

        Receiver(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
            server = sockets.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                try (Socket socket = server.accept()) {
                    behaviour.serve(socket);
                } catch (IOException e) {
                    // the sender refused the handshake
                }
            });
        }

        String url() {
            return "https://" + HOST + ":" + server.getLocalPort() + "/hook";
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
