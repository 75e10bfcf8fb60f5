package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.Readme;
import info.sopranoexch.sandbox.testing.Receiver.Got;
import info.sopranoexch.sandbox.testing.SandboxFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Each row of the README's table is played, and must go as it says there. */
class MagicAmountsIT extends SandboxFixture {
    /** As SandboxFixture sets it. */
    private static final Duration HANGS = Duration.ofSeconds(2);

    static List<Readme.Row> rows() {
        return Readme.magicAmounts();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theAmountDoesWhatTheReadmeSays(Readme.Row row) throws Exception {
        for (String answer : row.create()) {
            created(row.amount() + ".00", answer);
        }
        assertThat(found()).hasSize(1);

        long paidAt = System.nanoTime();
        JsonNode paid = pay(null).json();
        assertThat(text(paid, "status") + " " + text(paid, "paid_amount")).isEqualTo(row.invoice());

        // All deliveries are rows when the call has been answered: none can come after these.
        assertThat(call("GET", "/control/callbacks?external_id=" + payment, null, null)
                        .json())
                .hasSize(row.callbacks().size());
        List<Got> got = awaitCallbacks(row.callbacks().size());
        assertThat(got).extracting(one -> told(one, paidAt)).isEqualTo(row.callbacks());
        List<Got> genuine = got.stream().filter(Got::genuine).toList();
        assertThat(genuine.stream().map(Got::eventId).distinct())
                .as("one event for each change")
                .hasSize((int) genuine.stream()
                        .map(one -> text(one.body(), "status"))
                        .distinct()
                        .count());
    }

    private void created(String amount, String answer) throws Exception {
        long start = System.nanoTime();
        Answer got = create(amount);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (answer.equals("no answer")) {
            assertThat(took).isGreaterThanOrEqualTo(HANGS);
            assertThat(found()).as("it succeeded all the same").hasSize(1);
        } else {
            assertThat(got.status()).isEqualTo(Integer.parseInt(answer));
            assertThat(took).isLessThan(HANGS);
            assertThat(found()).hasSize(got.status() < 300 ? 1 : 0);
        }
    }

    private JsonNode found() throws Exception {
        return call("GET", "/v1/invoices?external_id=" + payment, null, null)
                .json()
                .path("data");
    }

    private static String told(Got got, long paidAt) {
        boolean late = Duration.ofNanos(got.atNanos() - paidAt).compareTo(Duration.ofMillis(2_900)) > 0;
        return (got.genuine() ? "" : "forged ") + text(got.body(), "status") + (late ? " late" : "");
    }
}
