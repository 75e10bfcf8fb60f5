package info.sopranoexch.webhook.sending;

import static info.sopranoexch.webhook.sending.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hostile receivers on real sockets: none prolongs an attempt, fills the memory or gets a second request. */
@Timeout(30)
class HostileReceiversTest {
    private static final Duration DEADLINE = Duration.ofMillis(600);
    private static final Duration ALLOWANCE = Duration.ofMillis(600);

    private final WebhookSender sender = new WebhookSender(settings(true), InstantSource.system());

    private static SendingProperties settings(boolean allowLoopback) {
        return SendingPropertiesFixture.with(Map.of(
                "allow-loopback", allowLoopback, "deadline", "600ms", "connect-timeout", "300ms", "dns-threads", 4));
    }

    @AfterEach
    void closeSender() throws IOException {
        sender.close();
    }

    @Test
    void abortsAtTheDeadlineWithoutResponse() throws IOException {
        try (RawServer server = new RawServer((socket, out) -> new CountDownLatch(1).await())) {
            assertTimesOut(server);
        }
    }

    @Test
    void abortsAtTheDeadlineDuringASlowHead() throws IOException {
        try (RawServer server =
                new RawServer((socket, out) -> drip(out, "HTTP/1.1 200 OK\r\n" + "X-Y: z\r\n".repeat(99)))) {
            assertTimesOut(server);
        }
    }

    @Test
    void abortsAtTheDeadlineDuringASlowBody() throws IOException {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            drip(out, "x".repeat(1000));
        })) {
            SendResult result = assertTimesOut(server);
            assertThat(result.httpStatus()).isEqualTo(200);
            assertThat(result.isDelivered()).isFalse();
        }
    }

    @Test
    void abortsEndlessInterimResponses() throws IOException {
        try (RawServer server = new RawServer((socket, out) -> {
            while (!socket.isClosed()) {
                write(out, "HTTP/1.1 102 Processing\r\n\r\n");
                TimeUnit.MILLISECONDS.sleep(1);
            }
        })) {
            assertTimesOut(server);
        }
    }

    @Test
    void limitsAnEndlessBody() throws IOException {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (!socket.isClosed()) {
                write(out, "1000\r\n" + "x".repeat(0x1000) + "\r\n");
            }
        })) {
            SendResult result = send(server);
            assertThat(result.isDelivered())
                    .as("2xx in time, and no more was read than the cap")
                    .isTrue();
            assertThat(result.excerpt()).hasSize(100);
            assertThat(result.timings().totalMicros()).isLessThan(TimeUnit.MILLISECONDS.toMicros(600));
        }
    }

    @Test
    void limitsACompressionBomb() throws IOException {
        byte[] bomb = bomb(200 * 1024 * 1024);
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            out.write(bomb);
        })) {
            SendResult result = send(server);
            assertThat(result.isDelivered()).isTrue();
            assertThat(result.excerpt()).isEqualTo("0".repeat(100));
        }
    }

    @Test
    void acceptsInvalidGzip() throws IOException {
        try (RawServer server =
                responding("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello")) {
            SendResult result = send(server);
            assertThat(result.isDelivered()).isTrue();
            assertThat(result.excerpt()).isNull();
        }
    }

    @Test
    void reportsConnectionReset() throws IOException {
        try (RawServer server = new RawServer((socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertThat(send(server).error()).isIn("reset", "no_answer");
            assertThat(server.requestLines()).as("no hidden retry").hasSize(1);
        }
    }

    @Test
    void reportsConnectionClosedWithoutResponse() throws IOException {
        try (RawServer server = new RawServer((socket, out) -> socket.close())) {
            assertThat(send(server).error()).isIn("reset", "no_answer");
            assertThat(server.requestLines()).as("no hidden retry").hasSize(1);
        }
    }

    @Test
    void reportsIncompleteBody() throws IOException {
        try (RawServer server = responding("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")) {
            SendResult result = send(server);
            assertThat(result.error()).isEqualTo("incomplete_answer");
            assertThat(result.isDelivered()).isFalse();
        }
    }

    @Test
    void doesNotFollowRedirects() throws IOException {
        try (RawServer inside = responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawServer server = responding("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + inside.url()
                        + "\r\nContent-Length: 0\r\n\r\n")) {
            SendResult result = send(server);
            assertThat(result.httpStatus()).isEqualTo(307);
            assertThat(result.isDelivered()).isFalse();
            assertThat(inside.connections()).isZero();
        }
    }

    @Test
    void returnsRetryAfterOfA503() throws IOException {
        try (RawServer server = responding("HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 4\r\n\r\nbusy")) {
            SendResult result = send(server);
            assertThat(result.httpStatus()).isEqualTo(503);
            assertThat(result.retryAfter()).isEqualTo(Duration.ofMinutes(2));
            assertThat(result.excerpt()).isEqualTo("busy");
            assertThat(server.requestLines()).as("no hidden retry").hasSize(1);
        }
    }

    @Test
    void ignoresAuthenticationChallenges() throws IOException {
        try (RawServer server =
                responding("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(send(server).httpStatus()).isEqualTo(401);
            assertThat(server.requestLines()).hasSize(1);
        }
    }

    @Test
    void limitsAnEndlessHead() throws IOException {
        try (RawServer server = new RawServer((socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            while (!socket.isClosed()) {
                write(out, "X-Filler: " + "y".repeat(500) + "\r\n");
            }
        })) {
            assertThat(send(server).isDelivered()).isFalse();
        }
    }

    @Test
    void reportsInvalidHttp() throws IOException {
        try (RawServer server = responding("SSH-2.0-OpenSSH_9.6\r\n\r\n")) {
            assertThat(send(server).isDelivered()).isFalse();
        }
    }

    @Test
    void replacesCharactersThatCannotBeStored() throws IOException {
        try (RawServer server = responding("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\na\0b\u0001\u00ff")) {
            assertThat(send(server).excerpt()).isEqualTo("a\ufffdb\ufffd\ufffd");
        }
    }

    @Test
    void masksASecretAtTheEndOfTheExcerpt() throws IOException {
        String body = "x".repeat(90) + "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        try (RawServer server = responding("HTTP/1.1 500 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
            assertThat(send(server).excerpt()).isEqualTo("x".repeat(90) + "[redacted]");
        }
    }

    @Test
    void ignoresRetryAfterOfOtherStatuses() throws IOException {
        for (int status : new int[] {200, 302, 400, 404, 500}) {
            try (RawServer server =
                    responding("HTTP/1.1 " + status + " X\r\nRetry-After: 86400\r\nContent-Length: 0\r\n\r\n")) {
                assertThat(send(server).retryAfter()).as("%s", status).isNull();
            }
        }
    }

    @Test
    void reportsRefusedConnection() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:" + port + "/").error()).isEqualTo("refused");
    }

    @Test
    void abortsATlsHandshakeAtTheDeadline() throws IOException {
        try (RawServer server = responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            String url = server.url().replace("http:", "https:");
            assertThat(send(url).error()).isEqualTo("timeout");
        }
    }

    @Test
    void rejectsPrivateTargets() throws IOException {
        try (WebhookSender strict = new WebhookSender(settings(false), InstantSource.system());
                RawServer server = responding("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            int port = URI.create(server.url()).getPort();
            for (String host : new String[] {
                "127.0.0.1",
                "localhost",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "127.1",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "169.254.169.254"
            }) {
                SendResult result = send(strict, "http://" + host + ":" + port + "/");
                assertThat(result.error()).as(host).isIn("address_forbidden", "invalid_url", "dns_failed");
            }
            assertThat(send(strict, "http://1.1.1.1:22/").error())
                    .as("a port that is no web port")
                    .isEqualTo("address_forbidden");
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void rejectsInvalidUrls() {
        for (String url : new String[] {
            "ftp://127.0.0.1/", "http:///x", "nonsense", "http://user:pw@127.0.0.1/", "http://bad host/", ""
        }) {
            assertThat(send(url).error()).as(url).isEqualTo("invalid_url");
        }
    }

    private static RawServer responding(String response) {
        return new RawServer((socket, out) -> {
            write(out, response);
            socket.shutdownOutput();
        });
    }

    private SendResult assertTimesOut(RawServer server) {
        SendResult result = send(server);
        assertThat(result.error()).isEqualTo("timeout");
        assertThat(Duration.ofNanos(1_000 * result.timings().totalMicros()))
                .isBetween(DEADLINE.minusMillis(60), DEADLINE.plus(ALLOWANCE));
        return result;
    }

    private SendResult send(RawServer server) {
        return send(server.url());
    }

    private SendResult send(String url) {
        return send(sender, url);
    }

    private static SendResult send(WebhookSender sender, String url) {
        return sender.send(new WebhookRequest(
                url,
                Map.of("Content-Type", "application/json"),
                "{}".getBytes(StandardCharsets.UTF_8),
                Set.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
    }

    private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
        for (char c : text.toCharArray()) {
            write(out, String.valueOf(c));
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static byte[] bomb(int size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            byte[] zeros = "0".repeat(1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < size / zeros.length; i++) {
                gzip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }
}
