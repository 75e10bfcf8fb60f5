package info.sopranoexch.sandbox.callback;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.Receiver.Received;
import info.sopranoexch.sandbox.testing.SandboxFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class CallbackIT extends SandboxFixture {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void sendsOneSignedCallback() throws Exception {
        create("1000.00");
        assertThat(text(pay(null).json(), "status")).isEqualTo("paid");

        Received got = awaitCallbacks(1).getFirst();
        assertThat(got.genuine()).isTrue();
        assertThat(got.body().propertyNames())
                .containsExactly(
                        "event_id",
                        "type",
                        "invoice_id",
                        "external_id",
                        "status",
                        "version",
                        "amount",
                        "paid_amount",
                        "currency",
                        "occurred_at");
        assertThat(text(got.body(), "event_id")).isEqualTo(got.eventId());
        assertThat(text(got.body(), "paid_amount")).isEqualTo("1000.00");
        assertThat(got.body().path("version").intValue()).isEqualTo(2);
        awaitState("delivered", 1);
    }

    @Test
    void twiceSendsTheSameEventTwice() throws Exception {
        create("7705");
        pay(null);
        List<Received> got = awaitCallbacks(2);
        assertThat(got)
                .extracting(Received::eventId)
                .containsOnly(got.getFirst().eventId());
    }

    @Test
    void reorderedSendsTheLastChangeFirst() throws Exception {
        create("1000.00");
        pay("{\"callbacks\":\"reordered\"}");
        assertThat(awaitCallbacks(2))
                .extracting(got -> text(got.body(), "status"))
                .containsExactly("paid", "processing");
    }

    @Test
    void forgedSendsForgedCallbackFirst() throws Exception {
        create("7708");
        pay(null);
        List<Received> got = awaitCallbacks(2);
        assertThat(got.getFirst().genuine()).isFalse();
        assertThat(text(got.getFirst().body(), "status")).isEqualTo("failed");
        assertThat(got.getLast().genuine()).isTrue();
        assertThat(text(got.getLast().body(), "status")).isEqualTo("paid");
        awaitState("given_up", 1);
    }

    @Test
    void noneSendsNothing() throws Exception {
        create("7704");
        assertThat(text(pay(null).json(), "status")).isEqualTo("paid");
        assertThat(count("pending") + count("delivered")).isZero();
    }

    @Test
    void lateDelaysCallback() throws Exception {
        create("7706");
        pay(null);
        long start = System.nanoTime();
        assertThat(Duration.ofNanos(awaitCallbacks(1).getFirst().atNanos() - start))
                .isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void retriesFailedCallback() throws Exception {
        create("1000.00");
        RECEIVER.failNext(2);
        pay(null);
        List<Received> got = awaitCallbacks(3);
        assertThat(got)
                .extracting(Received::eventId)
                .containsOnly(got.getFirst().eventId());
        awaitState("delivered", 1);
    }

    @Test
    void sendsCallbackAfterCrash() {
        // As after a crash between the commit and the first attempt.
        jdbc.sql("""
                        insert into callback (event_id, external_id, target, body, forged, created_at, next_attempt_at, updated_at)
                        values ('lost', :external, :target, convert_to(:body, 'UTF8'), false, now(), now(), now())""")
                .param("external", payment)
                .param("target", RECEIVER.url())
                .param("body", "{\"external_id\":\"" + payment + "\"}")
                .update();
        assertThat(awaitCallbacks(1).getFirst().eventId()).isEqualTo("lost");
    }

    /** 200 concurrent payers and a receiver that fails sometimes: every callback arrives. */
    @Test
    void sendsAllCallbacksOfABurst() throws Exception {
        List<String> payments =
                IntStream.range(0, 200).mapToObj(i -> payment + "-" + i).toList();
        try (ExecutorService payers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String one : payments) {
                create(one, one, "1000.00", Instant.now().plusSeconds(600));
            }
            RECEIVER.failNext(20);
            for (String one : payments) {
                var _ = payers.submit(
                        () -> call("POST", "/control/invoices/by-external-id/" + one + "/pay", null, null));
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        jdbc.sql("select count(*) from callback where external_id like :burst and state = 'delivered'")
                                        .param("burst", payment + "-%")
                                        .query(Integer.class)
                                        .single()
                                == payments.size());
        assertThat(payments).allSatisfy(one -> assertThat(RECEIVER.of(one)).isNotEmpty());
    }

    private void awaitState(String state, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> count(state) == count);
    }

    private int count(String state) {
        return jdbc.sql("select count(*) from callback where external_id = :external and state = :state")
                .param("external", payment)
                .param("state", state)
                .query(Integer.class)
                .single();
    }
}
