package info.sopranoexch.webhook.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Host names with an underscore are called like all others, although java.net.URI and the JDK's TLS refuse them. */
@Timeout(30)
class UnderscoreHostTest {
    private static final String HOST = "my_shop.example";

    private final CompletableFuture<String> received = new CompletableFuture<>();
    private WebhookSender sender;
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var names = new NameLookup(1, 64, Duration.ofSeconds(5), host -> {
            assertThat(host).isEqualTo(HOST);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        sender = new WebhookSender(SendingPropertiesFixture.with(Map.of()), InstantSource.system(), names);
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        server.close();
    }

    @Test
    void delivers() throws Exception {
        SendResult result = send("http://" + HOST);

        assertThat(result.isDelivered()).isTrue();
        assertThat(received.get(10, TimeUnit.SECONDS)).contains("Host: " + HOST + ":" + server.getLocalPort() + "\r\n");
    }

    /** Like curl and browsers. The server of the JDK rejects such a name, so the test reads the raw handshake. */
    @Test
    void sendsTheServerNameInTheTlsHandshake() throws Exception {
        send("https://" + HOST);

        assertThat(received.get(10, TimeUnit.SECONDS)).contains(HOST);
    }

    @Test
    void rejectsUserInfo() {
        assertThat(send("http://user@" + HOST).error()).isEqualTo(SendErrorCodes.INVALID_URL);
    }

    private SendResult send(String origin) {
        return sender.send(new WebhookRequest(
                origin + ":" + server.getLocalPort() + "/hook",
                Map.of(),
                "{}".getBytes(StandardCharsets.UTF_8),
                Set.of()));
    }

    private void serve() {
        byte[] request = new byte[4_096];
        try (Socket socket = server.accept()) {
            int length = socket.getInputStream().read(request);
            received.complete(new String(request, 0, length, StandardCharsets.ISO_8859_1));
            RawServer.write(socket.getOutputStream(), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        } catch (IOException e) {
            received.completeExceptionally(e);
        }
    }
}
