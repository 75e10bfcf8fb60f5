package info.sopranoexch.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestClassTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/payment/create, COMMANDS",
        "POST, /api/v1/payment/pay_1/cancel, COMMANDS",
        "POST, /api/v1/payment/pay_1/refund, COMMANDS",
        "GET, /api/v1/payment/pay_1, API",
        "GET, /api/v1/payments, API",
        "POST, /api/v1/merchant/create, API",
        "POST, /api/v1/webhook/paymoon, CALLBACKS",
        "GET, /pay/pay_1, PAGES",
        "GET, /pay-assets/0a/page.js, PAGES",
        "GET, /docs, PAGES",
        "GET, /api/v1/openapi.yaml, PAGES",
        "GET, /pay/pay_1/events, EVENT_STREAMS",
        "GET, /health, HEALTH",
        "GET, /health/ready, HEALTH",
        "GET, /api/v1/health, HEALTH",
        "GET, /nothing, PAGES",
        "POST, /api/v1/%70ayment/create, API"
    })
    void classifiesByMethodAndPath(String method, String path, RequestClass expected) {
        assertThat(RequestClass.of(method, path)).isEqualTo(expected);
    }
}
