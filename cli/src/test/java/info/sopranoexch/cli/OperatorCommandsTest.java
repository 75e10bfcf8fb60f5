package info.sopranoexch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against one HTTP server in place of the services. */
class OperatorCommandsTest {
    private static final String PROBLEM = """
            {"title":"Invalid request","status":400,"detail":"Some fields are invalid.","code":"validation_failed",
             "errors":[{"field":"name","code":"too_long","message":"name must be at most 100 characters."}]}""";

    private record Result(int status, String text) {}

    @TempDir
    private Path home;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        String url = url();
        Files.write(
                home.resolve(ConnectionOptions.FILE_NAME),
                List.of(
                        "api-url=" + url,
                        "admin-key=secret",
                        "internal-token=token",
                        "payment-service-url=" + url,
                        "webhook-dispatcher-url=" + url));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void printsProblemWithInvalidFields() {
        respond("/admin/api-keys", 400, PROBLEM);

        assertThat(run("keys", "create", "shop"))
                .isEqualTo(new Result(
                        1,
                        "the request was refused with status 400: Some fields are invalid.\n"
                                + "  name must be at most 100 characters.\n"));
    }

    @Test
    void createsNoSecondKeyAfterUnknownOutcome() {
        var requests = new AtomicInteger();
        server.createContext("/admin/api-keys", exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                byte[] problem = "{\"status\":503,\"code\":\"service_unavailable\",\"detail\":\"Retry later.\"}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(503, problem.length);
                exchange.getResponseBody().write(problem);
            }
        });

        assertThat(run("keys", "create", "shop"))
                .isEqualTo(new Result(1, "the request was refused with status 503: Retry later.\n"));
        assertThat(requests).hasValue(1);
    }

    @Test
    void reportsUnreachableGateway() {
        String url = url();
        server.stop(0);

        assertThat(run("keys", "list"))
                .isEqualTo(new Result(1, url + " cannot be reached: the connection was refused\n"));
    }

    @Test
    void reportsMissingLocalStack() throws IOException {
        Files.delete(home.resolve(ConnectionOptions.FILE_NAME));

        assertThat(run("keys", "list").text()).startsWith("nothing is up; ./soprano up starts it");
    }

    @Test
    void readsConnectionFile() throws IOException {
        Path file = home.resolve(ConnectionOptions.FILE_NAME);
        Path other = Files.move(file, home.resolve("production.properties"));
        respond("/internal/stuck-payments", 200, "{\"data\":[],\"next_cursor\":null}");

        assertThat(run("payments", "stuck", "--connection", other.toString()).status())
                .isZero();
    }

    @Test
    void printsHelpOfEachCommand() {
        Result result = run("dlt", "replay", "--help");

        assertThat(result.status()).isZero();
        assertThat(result.text()).startsWith("Usage: soprano-cli dlt replay");
    }

    @Test
    void listsFailingEndpoints() {
        respond("/internal/endpoints/troubled", 200, """
                {"data":[{"endpoint_id":7,"merchant_id":3,"account_id":1,"failures":5,"held_because":"paused",
                  "held_until":"2026-11-28T10:00:00.000Z","waiting":12,"oldest_waiting_since":"2026-11-28T09:00:00.000Z",
                  "last_http_status":500,"last_error":null}],"next_cursor":null}""");

        assertThat(run("endpoints").text())
                .containsPattern("7 +3 +1 +5 +12 +2026-11-28T09:00:00.000Z +status 500; suspended: paused until 2026");
    }

    @Test
    void reportsThatNoPaymentIsStuck() {
        respond("/internal/stuck-payments", 200, "{\"data\":[],\"next_cursor\":null}");

        assertThat(run("payments", "stuck")).isEqualTo(new Result(0, "no payment is stuck\n"));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void respond(String path, int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private Result run(String... arguments) {
        List<String> line = new ArrayList<>(Arrays.asList(arguments));
        line.addAll(List.of("--home", home.toString()));
        var text = new StringWriter();
        int status = SopranoCli.commandLine()
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(text, true))
                .execute(line.toArray(String[]::new));
        return new Result(status, text.toString());
    }
}
