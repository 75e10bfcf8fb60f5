package info.sopranoexch.checkout;

import static info.sopranoexch.checkout.PaymentFixture.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LiveUpdatesIT {
    private static PageServer server;
    private final String id = PaymentFixture.newId();

    @BeforeAll
    static void start() {
        server = PageServer.start(
                "soprano.checkout.live-updates.min-poll-interval=100ms",
                "soprano.checkout.live-updates.max-poll-interval=200ms",
                "soprano.checkout.live-updates.heartbeat=1s",
                "soprano.checkout.live-updates.provider-check-interval=1s",
                "soprano.checkout.live-updates.stream-lifetime=8s",
                "soprano.checkout.live-updates.max-payments=3",
                "soprano.checkout.live-updates.max-streams-per-payment=2",
                "soprano.checkout.live-updates.max-streams-per-client=5");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void sendsEveryChangeAndEndsWithThePayment() throws IOException {
        server.knows(id, payment(id).with("description", "line\r\nevent:end\rline"));
        try (var stream = new Stream(server, id)) {
            assertThat(stream.header())
                    .startsWith("HTTP/1.1 200")
                    .contains("text/event-stream", "X-Accel-Buffering: no");
            assertThat(stream.nextState()).contains("data-state=\"preparing\"", "Готовим оплату");
            server.knows(id, payment(id).invoiced());
            assertThat(stream.nextState())
                    .contains("data-state=\"ready\"", "href=\"https://pay.paymoon.example/i/inv_1\"");
            server.knows(id, payment(id).invoiced().status("processing", 2));
            assertThat(stream.nextState()).contains("data-state=\"checking\"");
            server.knows(id, payment(id).invoiced().status("success", 3));
            assertThat(stream.nextState()).contains("data-state=\"success\"", "Оплачено");
            assertThat(stream.next()).contains("event:end");
            assertThat(stream.next()).isNull();
        }
        await().until(() -> server.bean(LiveUpdateSubscriptions.class).polledPaymentCount() == 0);
    }

    @Test
    void reportsAReturnUntilPaymentServiceAcceptsIt() throws IOException {
        server.knows(id, payment(id).invoiced());
        try (var stream = new Stream(server, id, "&returned=1")) {
            assertThat(stream.nextState()).contains("data-state=\"checking\"");
            await().until(() -> server.providerChecks(id, true) > 0);
            server.acceptsProviderChecks(id);
            int refused = server.providerChecks(id, true);
            await().until(() -> server.providerChecks(id, true) > refused);
            server.knows(
                    id,
                    payment(id).invoiced().with("checking_since", Instant.now().toString()));
            await().until(() -> server.providerChecks(id, false) > 0);
            server.knows(id, payment(id).paid());
            assertThat(stream.nextState()).contains("data-state=");
        }
    }

    @Test
    void sendsHeartbeatsAndEndsAfterItsLifetime() throws IOException {
        server.knows(id, payment(id));
        try (var stream = new Stream(server, id)) {
            stream.nextState();
            assertThat(stream.next()).contains("event:beat");
            server.clock.advance(Duration.ofSeconds(30));
            String last = stream.next();
            while (last != null) {
                assertThat(last).contains("event:beat");
                last = stream.next();
            }
        } finally {
            server.clock.reset();
        }
    }

    @Test
    void pollsAPaymentOnceForAllStreams() throws IOException {
        server.knows(id, payment(id));
        try (var one = new Stream(server, id);
                var two = new Stream(server, id)) {
            one.nextState();
            two.nextState();
            assertThat(server.bean(LiveUpdateSubscriptions.class).polledPaymentCount())
                    .isEqualTo(1);
            try (var three = new Stream(server, id)) {
                assertThat(three.header())
                        .startsWith("HTTP/1.1 503")
                        .containsIgnoringCase("Retry-After: ")
                        .contains("application/problem+json")
                        .doesNotContain("text/event-stream");
            }
            server.knows(id, payment(id).status("success", 2));
            assertThat(one.nextState()).contains("success");
            assertThat(two.nextState()).contains("success");
        }
    }

    @Test
    void limitsPolledPayments() throws IOException {
        var open = new ArrayList<Stream>();
        for (int i = 0; i < 3; i++) {
            String other = PaymentFixture.newId();
            server.knows(other, payment(other));
            var stream = new Stream(server, other);
            stream.nextState();
            open.add(stream);
        }
        try (var refused = new Stream(server, id)) {
            assertThat(refused.header()).startsWith("HTTP/1.1 503");
        }
        for (Stream stream : open) {
            stream.close();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> server.bean(LiveUpdateSubscriptions.class).streamCount() == 0);
        await().until(() -> server.bean(LiveUpdateSubscriptions.class).polledPaymentCount() == 0);
    }

    @Test
    void limitsStreamsPerClient() {
        var subscriptions = server.bean(LiveUpdateSubscriptions.class);
        server.knows(id, payment(id));
        String other = PaymentFixture.newId();
        server.knows(other, payment(other));
        String third = PaymentFixture.newId();
        var own = new ArrayList<LiveUpdateStream>();
        for (String payment : List.of(id, id, other, other, third)) {
            own.add(subscriptions.open(payment, "here", false, Language.EN));
        }
        assertThat(own).doesNotContainNull();
        assertThat(subscriptions.open(third, "here", false, Language.EN)).isNull();
        own.add(subscriptions.open(third, "there", false, Language.EN));
        assertThat(own.getLast()).isNotNull();
        own.removeFirst().close();
        own.add(subscriptions.open(id, "here", false, Language.EN));
        assertThat(own.getLast()).as("who leaves makes room").isNotNull();
        own.forEach(LiveUpdateStream::close);
        await().until(() -> subscriptions.polledPaymentCount() == 0);
    }

    @Test
    void headRequestsOpenNoStream() throws Exception {
        server.knows(id, payment(id));
        var response = server.head("/pay/" + id + "/events");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).isEqualToIgnoringCase("text/event-stream;charset=utf-8"));
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(server.bean(LiveUpdateSubscriptions.class).streamCount()).isZero();
    }

    @Test
    void pollsLessOftenWithoutChanges() {
        // On a busy machine a lookup can take longer than the default of 2 s, and a failed lookup changes the interval.
        CheckoutProperties defaults = PageServer.bind(Map.of("soprano.checkout.lookup.timeout", "10s"));
        server.knows(id, payment(id).invoiced());
        var poller = new PaymentPoller(id, server.bean(PaymentCache.class), server.clock, defaults);
        assertThat(poller.pollOnce()).isEqualTo(defaults.liveUpdates().minPollInterval());
        Duration pause = defaults.liveUpdates().minPollInterval();
        for (int i = 0; i < 20; i++) {
            Duration next = poller.pollOnce();
            assertThat(next).isBetween(pause, defaults.liveUpdates().maxPollInterval());
            pause = next;
        }
        assertThat(pause).isEqualTo(defaults.liveUpdates().maxPollInterval());
        server.knows(id, payment(id).invoiced().status("processing", 2));
        server.clock.advance(Duration.ofSeconds(1));
        assertThat(poller.pollOnce()).isEqualTo(defaults.liveUpdates().minPollInterval());
        for (int i = 0; i < 20; i++) {
            pause = poller.pollOnce();
        }
        assertThat(pause).as("a payer who waits for the confirmation").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void rejectsMalformedPaymentIds() throws IOException {
        try (var stream = new Stream(server, "pay_1")) {
            assertThat(stream.header()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void closesStreamsAtShutdown() throws IOException {
        try (var other = PageServer.start()) {
            other.knows(id, payment(id));
            try (var stream = new Stream(other, id)) {
                stream.nextState();
                long begun = System.nanoTime();
                other.close();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
            }
        }
    }

    /** A browser's stream on a bare socket, event by event. */
    private static final class Stream implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;
        private final String header;

        Stream(PageServer server, String id) throws IOException {
            this(server, id, "");
        }

        Stream(PageServer server, String id, String query) throws IOException {
            socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(15_000);
            // HTTP/1.0, so that the body comes without chunks.
            socket.getOutputStream()
                    .write(("GET /pay/" + id + "/events?lang=ru" + query + " HTTP/1.0\r\nHost: x\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            header = next();
        }

        String header() {
            return header;
        }

        String nextState() throws IOException {
            for (String event = next(); event != null; event = next()) {
                if (event.contains("event:state\n")) {
                    return event;
                }
            }
            throw new IOException("the stream has ended");
        }

        /** Up to the next empty line; null at the end. */
        String next() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    return String.join("\n", lines) + "\n";
                }
                lines.add(line);
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
