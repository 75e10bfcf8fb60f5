package info.sopranoexch.cli.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import info.sopranoexch.cli.SopranoCli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that print a list, against an HTTP server in place of the API. */
class ListCommandsTest {
    private HttpServer server;
    private String requested = "";
    private String data = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                requested = exchange.getRequestURI().toString();
                byte[] body = ("{\"data\":[" + data + "],\"next_cursor\":null}").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "payments list, /payments?limit=20, no payments",
        "payments list --merchant 1 --status success --order-id a&b --limit 5,"
                + " /payments?merchant_id=1&status=success&order_id=a%26b&limit=5, no payments",
        "refunds list --payment pay_1, /refunds?payment_id=pay_1&limit=20, no refunds",
        "events list --type payment.success, /events?type=payment.success&limit=20, no events",
        "webhooks list --status pending, /webhook-deliveries?status=pending&limit=20, no deliveries"
    })
    void sendsOnlyGivenFilters(String command, String path, String text) {
        assertThat(run(command.split(" "))).isEqualTo(text + "\n");
        assertThat(requested).isEqualTo(path);
    }

    @Test
    void alignsColumns() {
        data = "{\"payment_id\":\"pay_1\",\"status\":\"partially_refunded\",\"amount\":10.00,\"currency\":\"RUB\","
                + "\"order_id\":null,\"created_at\":\"2026-01-01T00:00:00.000Z\"}";

        assertThat(run("payments", "list")).isEqualTo("""
                payment_id  status              amount  currency  order_id  created_at
                pay_1       partially_refunded  10.00   RUB                 2026-01-01T00:00:00.000Z
                """);
    }

    @Test
    void printsOneJsonObjectPerLine() {
        data = "{\"id\":\"msg_1\"},{\"id\":\"msg_2\"}";

        assertThat(run("events", "list", "--json")).isEqualTo("""
                {"id":"msg_1"}
                {"id":"msg_2"}
                """);
    }

    private String run(String... command) {
        String[] api = {"--api-url", "http://127.0.0.1:" + server.getAddress().getPort(), "--api-key", "sk_test"};
        var text = new StringWriter();
        var writer = new PrintWriter(text, true);
        int status = SopranoCli.commandLine()
                .setOut(writer)
                .setErr(writer)
                .execute(Stream.concat(Arrays.stream(command), Arrays.stream(api))
                        .toArray(String[]::new));
        assertThat(status).as(text.toString()).isZero();
        return text.toString();
    }
}
