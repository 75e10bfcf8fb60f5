package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The list of changed invoices. Other tests change invoices of the same database. */
class InvoiceChangesIT extends SandboxFixture {
    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void listsInvoiceAgainAfterEachChange() throws Exception {
        String start = end("");
        create("1000.00");
        String created = awaitChange(start, "created");
        assertThat(changes(created)).doesNotContain(payment);

        pay("{\"outcome\":\"processing\"}");
        pay("{\"outcome\":\"paid\"}");

        awaitChange(created, "paid");
        assertThat(changes(start)).containsOnlyOnce(payment);
    }

    @Test
    void pagesInOrderOfChangeWithoutGaps() throws Exception {
        String start = end("");
        var expected = new ArrayList<String>();
        for (int number = 0; number < 5; number++) {
            String id = payment + "_" + number;
            create(id, id, "1000.00", Instant.now().plusSeconds(600));
            expected.add(id);
        }
        Awaitility.await().until(() -> list(start, 1_000).json().path("data").size() >= expected.size());

        var found = new ArrayList<String>();
        String cursor = start;
        Response page = list(cursor, 2);
        while (!page.json().path("data").isEmpty()) {
            assertThat(page.json().path("data").size()).isLessThanOrEqualTo(2);
            found.addAll(ids(page));
            cursor = text(page.json(), "next_cursor");
            page = list(cursor, 2);
        }

        assertThat(found).containsSubsequence(expected);
        assertThat(text(page.json(), "next_cursor")).isEqualTo(cursor);
    }

    /** The cursor must not pass a transaction that can still commit an earlier change. */
    @Test
    void waitsForTransactionThatBeganEarlier() throws Exception {
        create("1000.00");
        String later = payment + "_later";
        String start = end("");
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("update invoice set changed_by = pg_current_xact_id() where external_id = ?")
                    .param(payment)
                    .update();
            try {
                create(later, later, "1000.00", Instant.now().plusSeconds(600));
                assertThat(changes(start)).doesNotContain(later);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        Awaitility.await().until(() -> changes(start).contains(later));
        assertThat(changes(start)).containsSubsequence(payment, later);
    }

    @Test
    void usesUpNoFaultOfQueries() throws Exception {
        call("PUT", "/control/faults", "{\"query\": \"429\", \"times\": 1}", null);
        assertThat(list("", 1).status()).isEqualTo(200);
        assertThat(call("GET", "/v1/invoices?external_id=" + payment, null, null)
                        .status())
                .isEqualTo(429);
    }

    @Test
    void rejectsInvalidCursorAndLimit() throws Exception {
        for (String query : List.of("yesterday", "1-2", "&limit=0", "&limit=1001", "&limit=x")) {
            assertThat(call("GET", "/v1/invoices?updated_after=" + query, null, null)
                            .status())
                    .as(query)
                    .isEqualTo(400);
        }
    }

    /** Waits until the payment's invoice is listed with the status. @return the cursor of the end of the list */
    private String awaitChange(String after, String status) {
        return Awaitility.await()
                .until(
                        () -> list(after, 1_000),
                        page -> page.json()
                                .path("data")
                                .valueStream()
                                .anyMatch(
                                        invoice -> text(invoice, "external_id").equals(payment)
                                                && text(invoice, "status").equals(status)))
                .json()
                .path("next_cursor")
                .stringValue("");
    }

    private String end(String after) throws Exception {
        Response page = list(after, 1_000);
        String next = text(page.json(), "next_cursor");
        return page.json().path("data").isEmpty() ? next : end(next);
    }

    private List<String> changes(String after) throws Exception {
        return ids(list(after, 1_000));
    }

    private static List<String> ids(Response page) {
        return page.json()
                .path("data")
                .valueStream()
                .map(invoice -> text(invoice, "external_id"))
                .toList();
    }

    private Response list(String after, int limit) throws Exception {
        return call("GET", "/v1/invoices?updated_after=" + after + "&limit=" + limit, null, null);
    }
}
