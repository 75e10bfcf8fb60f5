package info.sopranoexch.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static info.sopranoexch.provider.testing.PaymoonCaller.SECRET;
import static info.sopranoexch.provider.testing.PaymoonCaller.headers;
import static info.sopranoexch.provider.testing.PaymoonCaller.paid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.starter.metrics.MetricsPage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MetricsIT extends AdapterFixture {

    @Test
    void exposesExactlyTheDocumentedMetrics() throws Exception {
        String payment = Payments.newId();
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"invalid_request\"}", 422)));
        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));
        RECORDS.await(Topics.PROVIDER_EVENTS, payment, 1, ProviderEvent.class);
        byte[] body = paid("evt_m", payment, 2);
        callback(headers(SECRET, "evt_m", Instant.now(), body), body);

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            String scrape = http().get("/actuator/prometheus").text();
            MetricsPage.check("provider-adapter", scrape);
            assertThat(scrape)
                    .containsPattern(
                            "soprano_provider_requests_seconds_count\\{operation=\"ensure_invoice\",outcome=\"refused\"} [1-9]")
                    .containsPattern("soprano_provider_http_seconds_count\\{result=\"4xx\"} [1-9]")
                    .containsPattern("soprano_provider_callbacks_total\\{outcome=\"stored\"} [1-9]")
                    .contains(
                            "soprano_consumer_lag{group=\"provider-adapter-invoices\",topic=\"payment.events.v1\"} 0.0");
        });
    }
}
