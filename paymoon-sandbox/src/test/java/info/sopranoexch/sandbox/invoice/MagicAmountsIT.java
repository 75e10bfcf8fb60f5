package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.Readme;
import info.sopranoexch.sandbox.testing.Receiver.Received;
import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Executes each row of the table of magic amounts in the README. */
class MagicAmountsIT extends SandboxFixture {
    /** Equal to the setting in SandboxFixture. */
    private static final Duration HANGS = Duration.ofSeconds(2);

    static List<Readme.Row> rows() {
        return Readme.magicAmounts();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void amountHasTheEffectOfTheReadme(Readme.Row row) throws Exception {
        for (String response : row.create()) {
            created(row.amount() + ".00", response);
        }
        assertThat(found()).hasSize(1);

        long paidAt = System.nanoTime();
        JsonNode paid = pay(null).json();
        assertThat(text(paid, "status") + " " + text(paid, "paid_amount")).isEqualTo(row.invoice());

        // All callbacks are stored before the response, so no others can follow.
        assertThat(call("GET", "/control/callbacks?external_id=" + payment, null, null)
                        .json())
                .hasSize(row.callbacks().size());
        List<Received> got = awaitCallbacks(row.callbacks().size());
        assertThat(got).extracting(one -> describe(one, paidAt)).isEqualTo(row.callbacks());
        List<Received> genuine = got.stream().filter(Received::genuine).toList();
        assertThat(genuine.stream().map(Received::eventId).distinct())
                .as("one event for each change")
                .hasSize((int) genuine.stream()
                        .map(one -> text(one.body(), "status"))
                        .distinct()
                        .count());
    }

    private void created(String amount, String response) throws Exception {
        long start = System.nanoTime();
        Response got = create(amount);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (response.equals("no response")) {
            assertThat(took).isGreaterThanOrEqualTo(HANGS);
            assertThat(found()).as("the create succeeded").hasSize(1);
        } else {
            assertThat(got.status()).isEqualTo(Integer.parseInt(response));
            assertThat(took).isLessThan(HANGS);
            assertThat(found()).hasSize(got.status() < 300 ? 1 : 0);
        }
    }

    private JsonNode found() throws Exception {
        return call("GET", "/v1/invoices?external_id=" + payment, null, null)
                .json()
                .path("data");
    }

    private static String describe(Received got, long paidAt) {
        boolean late = Duration.ofNanos(got.atNanos() - paidAt).compareTo(Duration.ofMillis(2_900)) > 0;
        return (got.genuine() ? "" : "forged ") + text(got.body(), "status") + (late ? " late" : "");
    }
}
