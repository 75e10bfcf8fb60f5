package info.sopranoexch.provider.changes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvoiceChangesIT extends AdapterFixture {
    @Test
    void listsPaymentsAndVersionsAfterCursor() {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices"))
                .withQueryParam("updated_after", equalTo("7_inv/1"))
                .withQueryParam("limit", equalTo("200"))
                .willReturn(jsonResponse("""
                        {"data":[{"external_id":"pay_1","version":2,"status":"paid"},{"external_id":"pay_2","version":1},
                        {"external_id":"pay_3"},{"version":4}],"next_cursor":"9_inv_2"}""", 200)));

        Response listed = Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> list("7_inv%2F1"), response -> response.status() == 200);

        assertThat(listed.text())
                .isEqualTo("{\"changes\":[{\"payment_id\":\"pay_1\",\"version\":2},"
                        + "{\"payment_id\":\"pay_2\",\"version\":1}],\"next_cursor\":\"9_inv_2\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void isNotOfferedIfPaymoonDeclinesIt(int status) {
        paymoon(jsonResponse("{\"code\":\"bad_request\"}", status));
        // On a slow machine the call can miss its deadline of 1 s, and this call has no retry of its own.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(list("").status()).isEqualTo(501));
    }

    @ParameterizedTest
    @CsvSource({"200,[]", "200,{}", "200,{\"data\":[]}", "404,", "500,", "401,"})
    void isUnavailableWithoutUsableResponse(int status, String body) {
        paymoon(aResponse().withStatus(status).withBody(body));
        Response response = list("");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("1");
    }

    private static void paymoon(ResponseDefinitionBuilder response) {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices")).willReturn(response));
    }

    private Response list(String after) {
        return page("/internal/invoice-changes?after=" + after + "&limit=200");
    }
}
