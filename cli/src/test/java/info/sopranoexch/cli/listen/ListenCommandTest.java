package info.sopranoexch.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.cli.SopranoCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code listen} against an HTTP server in place of the API and of the receivers. */
class ListenCommandTest {
    private static final String SUCCESS = "payment.success";
    private static final String BODY =
            "{\"payment_id\":\"pay_%d\",\"status\":\"success\",\"amount\":1000.00,\"currency\":\"RUB\"}";

    private record Webhook(String path, String id, String timestamp, String signature, String version, String body) {}

    private final List<String> types = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();
    private final List<Webhook> webhooks = new ArrayList<>();
    private final Deque<Integer> apiFailures = new ArrayDeque<>();
    private final Deque<Integer> receiverStatuses = new ArrayDeque<>();

    private volatile boolean stallNextResponse;
    private volatile String typeAfterFirstRead;

    @TempDir
    private Path userHome;

    private String previousHome;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        previousHome = System.setProperty("user.home", userHome.toString());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/events", this::events);
        server.createContext("/hooks", this::receive);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.setProperty("user.home", previousHome);
    }

    @Test
    void forwardsSignedWebhooksInOrder() {
        types.addAll(List.of("payment.processing", SUCCESS));

        assertThat(listen("--from", "beginning", "--forward-to", url("/hooks"), "--until", SUCCESS))
                .isZero();

        assertThat(webhooks).extracting(Webhook::id).containsExactly("msg_1", "msg_2");
        Webhook second = webhooks.getLast();
        assertThat(second.body()).isEqualTo(BODY, 2);
        assertThat(second.version()).isEqualTo("2");
        assertThat(second.signature())
                .isEqualTo(WebhookSigner.ofUser().sign("msg_2", Long.parseLong(second.timestamp()), second.body()));
    }

    @Test
    void repeatsEventUntilReceiverAcceptsIt() {
        types.addAll(List.of(SUCCESS, "payment.refunded"));
        receiverStatuses.addAll(List.of(500, 302));

        assertThat(listen("--from", "beginning", "--forward-to", url("/hooks"), "--until", "payment.refunded"))
                .isZero();

        assertThat(webhooks).extracting(Webhook::id).containsExactly("msg_1", "msg_1", "msg_1", "msg_2");
    }

    @Test
    void continuesWhereLastRunStopped() {
        types.add(SUCCESS);
        listen("--from", "beginning", "--forward-to", url("/hooks"), "--until", SUCCESS);
        types.add(SUCCESS);

        assertThat(listen("--forward-to", url("/hooks"), "--until", SUCCESS)).isZero();

        assertThat(webhooks).extracting(Webhook::id).containsExactly("msg_1", "msg_2");
    }

    @Test
    void firstRunBeginsAfterLatestEvent() {
        types.add(SUCCESS);

        assertThat(listen("--forward-to", url("/hooks"), "--timeout", "1s")).isEqualTo(3);

        assertThat(reads.getFirst()).contains("after=latest");
        assertThat(webhooks).isEmpty();
    }

    @Test
    void repeatsInNextRunWhatReceiverHasNotAcceptedInFirst() {
        typeAfterFirstRead = SUCCESS;
        receiverStatuses.addAll(List.of(500, 500, 500));
        assertThat(listen("--forward-to", url("/hooks"), "--timeout", "1s")).isEqualTo(3);
        receiverStatuses.clear();

        assertThat(listen("--forward-to", url("/hooks"), "--until", SUCCESS)).isZero();

        assertThat(webhooks).isNotEmpty().extracting(Webhook::id).containsOnly("msg_1");
    }

    @Test
    void endsAttemptWhoseResponseStalls() {
        types.add(SUCCESS);
        stallNextResponse = true;

        assertThat(listen(
                        "--from",
                        "beginning",
                        "--forward-to",
                        url("/hooks"),
                        "--receiver-timeout",
                        "1",
                        "--until",
                        SUCCESS))
                .isZero();

        assertThat(webhooks).extracting(Webhook::id).containsExactly("msg_1", "msg_1");
    }

    @Test
    void repeatsReadWhileApiIsNotAvailable() {
        types.add(SUCCESS);
        apiFailures.addAll(List.of(503, 502));

        assertThat(listen("--from", "beginning", "--forward-to", url("/hooks"), "--until", SUCCESS))
                .isZero();

        assertThat(webhooks).extracting(Webhook::id).containsExactly("msg_1");
    }

    @Test
    void stopsIfApiRefusesKey() {
        apiFailures.add(401);

        assertThat(listen("--forward-to", url("/hooks"))).isEqualTo(1);
    }

    @Test
    void forwardsByType() {
        types.addAll(List.of("payment.processing", "payment.refunded", SUCCESS));

        listen(
                "--from",
                "beginning",
                "--forward-to",
                "payment.refunded=" + url("/hooks/refunds"),
                "--forward-to",
                "payment.success=" + url("/hooks/paid"),
                "--until",
                SUCCESS);

        assertThat(webhooks)
                .extracting(webhook -> webhook.id() + " " + webhook.path())
                .containsExactly("msg_2 /hooks/refunds", "msg_3 /hooks/paid");
    }

    @Test
    void skipsFailedEventOnDemand() {
        types.addAll(List.of("payment.processing", SUCCESS));
        receiverStatuses.add(500);

        listen("--from", "beginning", "--forward-to", url("/hooks"), "--skip-failed", "--until", SUCCESS);

        assertThat(webhooks).extracting(Webhook::id).containsExactly("msg_1", "msg_2");
    }

    @Test
    void reportsTimeoutWithStatusOfItsOwn() {
        types.add("payment.failed");

        assertThat(listen("--from", "beginning", "--until", SUCCESS, "--timeout", "1s"))
                .isEqualTo(3);
    }

    @Test
    void printsSameSecretEachTime() {
        var first = new StringWriter();
        var second = new StringWriter();
        run(first, "listen", "--print-secret");
        run(second, "listen", "--print-secret");

        assertThat(first.toString().strip())
                .startsWith("whsec_")
                .isEqualTo(second.toString().strip());
    }

    @Test
    void signsAsStandardWebhooksDo() {
        var signer = new WebhookSigner("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(signer.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private int listen(String... options) {
        String[] api = {"listen", "--api-url", url("/api/v1"), "--api-key", "sk_test"};
        return run(
                new StringWriter(),
                Stream.concat(Arrays.stream(api), Arrays.stream(options)).toArray(String[]::new));
    }

    private static int run(StringWriter output, String... arguments) {
        var writer = new PrintWriter(output, true);
        return SopranoCli.commandLine().setOut(writer).setErr(writer).execute(arguments);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The events after a cursor, which is the number of the event before them. */
    private void events(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        reads.add(query);
        Integer failure = apiFailures.poll();
        if (failure != null) {
            respond(exchange, failure, "{\"status\":" + failure + ",\"detail\":\"no\"}");
            return;
        }
        int after = Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith("after="))
                .map(part -> part.substring("after=".length()))
                .mapToInt(cursor -> cursor.equals("latest") ? types.size() : Integer.parseInt(cursor))
                .findFirst()
                .orElse(0);
        List<String> page = IntStream.range(after, types.size())
                .mapToObj(index -> event(index + 1, types.get(index)))
                .toList();
        respond(
                exchange,
                200,
                "{\"data\":[" + String.join(",", page) + "],\"next_cursor\":\"" + types.size()
                        + "\",\"has_more\":false}");
        if (typeAfterFirstRead != null) {
            types.add(typeAfterFirstRead);
            typeAfterFirstRead = null;
        }
    }

    private static String event(int number, String type) {
        String body = String.format(Locale.ROOT, BODY, number);
        return "{\"id\":\"msg_" + number + "\",\"type\":\"" + type + "\",\"payment_version\":" + number
                + ",\"cursor\":\"" + number + "\",\"data\":" + body.substring(0, body.length() - 1)
                + ",\"payment\":{\"id\":1}}}";
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        webhooks.add(new Webhook(
                exchange.getRequestURI().getPath(),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                headers.getFirst("soprano-payment-version"),
                body));
        if (stallNextResponse) {
            // Sends the headers of a response whose body never arrives.
            stallNextResponse = false;
            exchange.sendResponseHeaders(200, 1);
            return;
        }
        Integer status = receiverStatuses.poll();
        respond(exchange, status == null ? 204 : status, "");
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
