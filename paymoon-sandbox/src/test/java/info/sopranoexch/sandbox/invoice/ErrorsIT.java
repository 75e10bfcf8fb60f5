package info.sopranoexch.sandbox.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error has a code and a message. */
class ErrorsIT extends SandboxFixture {
    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, , 404, not_found",
        "GET, /v1/nowhere, , 404, not_found",
        "DELETE, /v1/invoices, , 405, method_not_allowed",
        "DELETE, /control/callbacks, , 405, method_not_allowed",
        "GET, /v1/invoices, , 400, bad_request",
        "GET, /control/callbacks, , 400, bad_request",
        "POST, /v1/invoices/inv_0/refunds, , 400, invalid_json",
        "PUT, /control/faults, [], 400, invalid_json",
        "PUT, /control/faults, action=x, 415, unsupported_media_type",
        "GET, /control/invoices/by-external-id/none, , 404, invoice_not_found"
    })
    void errorsHaveCodeAndMessage(String method, String path, String body, int status, String code) throws Exception {
        Response response = call(method, path, body, null);
        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response.json(), "code")).isEqualTo(code);
        assertThat(text(response.json(), "message")).isNotBlank();
        assertThat(response.json()).hasSize(2);
    }

    @Test
    void errorsOfFiltersHaveCodeAndMessage() throws Exception {
        Response long64 = call("POST", "/v1/invoices", " ".repeat(65 * 1024), payment);
        assertThat(text(long64.json(), "code")).isEqualTo("content_too_large");
        Response open = HttpTestClient.localhost(port).get("/v1/invoices?external_id=x");
        assertThat(text(open.json(), "code")).isEqualTo("unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a/x|y",
                "https://a/%zz",
                "https://a/x y",
                "javascript:alert(1)",
                "data:text/html,x",
                "https:///x",
                "https:opaque",
                "/relative",
                "https://user@shop.example/",
                ""
            })
    void rejectsInvalidReturnUrl(String url) throws Exception {
        Response response = call(
                "POST",
                "/v1/invoices",
                invoice("1000.00").put("return_url", url).toString(),
                payment);
        assertThat(response.status()).isEqualTo(422);
        assertThat(text(response.json(), "message")).startsWith("return_url: ");
    }

    @Test
    void namesUnknownField() throws Exception {
        Response response = call(
                "POST", "/v1/invoices", invoice("1000.00").put("amout", "1").toString(), payment);
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response.json(), "message")).startsWith("amout: ");
    }
}
