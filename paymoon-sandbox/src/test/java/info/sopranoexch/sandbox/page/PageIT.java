package info.sopranoexch.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import org.junit.jupiter.api.Test;

class PageIT extends SandboxFixture {
    @Test
    void paysAndReturnsToTheShop() throws Exception {
        String page = "/pay/" + text(create("1000.00").json(), "invoice_id");
        Response shown = call("GET", page, null, null);
        assertThat(shown.text())
                .contains("1000.00 RUB", "&lt;b&gt;Two&lt;/b&gt; tickets", "value=\"pay\"", "value=\"decline\"");
        assertThat(shown.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self' https://shop.example");

        Response paid = call("POST", page, "action=pay", null);
        assertThat(paid.status()).isEqualTo(303);
        assertThat(paid.headers().firstValue("Location")).hasValue("https://shop.example/back?x=1");
        assertThat(text(awaitCallbacks(1).getFirst().body(), "status")).isEqualTo("paid");
        assertThat(call("POST", page, "action=pay", null).text()).contains("paid", "Back to the shop");
    }

    @Test
    void declinesPayment() throws Exception {
        String page = "/pay/" + text(create("1000.00").json(), "invoice_id");
        call("POST", page, "action=decline", null);
        assertThat(text(awaitCallbacks(1).getFirst().body(), "status")).isEqualTo("failed");
    }

    @Test
    void respondsNotFoundForUnknownInvoice() throws Exception {
        assertThat(call("GET", "/pay/inv_0", null, null).status()).isEqualTo(404);
    }

    @Test
    void indexListsMagicAmounts() throws Exception {
        assertThat(call("GET", "/", null, null).text()).contains("7701", "declined", "/control/faults");
    }
}
