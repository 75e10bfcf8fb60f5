package info.sopranoexch.provider.requests;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.ProviderCommandKind;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderRefund;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProviderRequestIT extends AdapterFixture {
    private final String payment = Payments.newId();

    @Test
    void createsInvoiceOfNewPayment() {
        PAYMOON.stubFor(post("/v1/invoices").willReturn(jsonResponse(invoice("created", 1), 201)));

        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));

        ProviderEvent event = events(1).getFirst();
        assertThat(event.getSource()).isEqualTo(ProviderEventSource.ensure_invoice);
        assertThat(event.getOutcome()).isEqualTo(ProviderOutcome.reported);
        assertThat(event.getStatus()).isEqualTo(ProviderStatus.created);
        assertThat(event.getInvoiceId()).isEqualTo("inv_" + payment);
        assertThat(event.getInvoiceUrl()).isEqualTo("https://paymoon.example/pay/7");
        assertThat(event.getAmountMinor()).isEqualTo(100_000);
        PAYMOON.verify(
                1,
                postRequestedFor(urlEqualTo("/v1/invoices"))
                        .withHeader("Authorization", equalTo("Bearer " + API_TOKEN))
                        .withHeader("Idempotency-Key", equalTo(payment))
                        .withRequestBody(equalToJson(String.format(Locale.ROOT, """
                                {"external_id":"%1$s","amount":"1000.00","currency":"RUB","description":"Two tickets",
                                "callback_url":"https://pay.example/api/v1/webhook/paymoon",
                                "return_url":"https://pay.example/pay/%1$s?returned=1","expires_at":"2026-01-02T04:04:05Z"}""", payment))));
    }

    /** payment-service compares this time with the end of the payment. */
    @Test
    void occurredAtIsTheTimeOfTheRequest() {
        PAYMOON.stubFor(post("/v1/invoices")
                .willReturn(jsonResponse(invoice("created", 1), 201).withFixedDelay(500)));

        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));

        ProviderEvent event = events(1).getFirst();
        assertThat(Duration.between(event.getOccurredAt(), event.getReceivedAt()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void queriesInvoiceAfterTimeoutOfCreate() {
        PAYMOON.stubFor(post("/v1/invoices")
                .willReturn(jsonResponse(invoice("created", 1), 201).withFixedDelay(3_000)));
        stubSearch("[" + invoice("created", 1) + "]");

        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));

        assertThat(events(1).getFirst().getOutcome()).isEqualTo(ProviderOutcome.reported);
        PAYMOON.verify(1, postRequestedFor(urlEqualTo("/v1/invoices")));
    }

    @Test
    void retriesCreateIfThereIsNoInvoice() {
        PAYMOON.stubFor(post("/v1/invoices")
                .inScenario("500")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(500))
                .willSetStateTo("well"));
        PAYMOON.stubFor(post("/v1/invoices")
                .inScenario("500")
                .whenScenarioStateIs("well")
                .willReturn(jsonResponse(invoice("created", 1), 201)));
        stubSearch("[]");

        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));

        assertThat(events(1).getFirst().getOutcome()).isEqualTo(ProviderOutcome.reported);
        PAYMOON.verify(2, postRequestedFor(urlEqualTo("/v1/invoices")));
    }

    @Test
    void reportsOutageAsUnknown() {
        PAYMOON.stubFor(post("/v1/invoices").willReturn(aResponse().withStatus(503)));
        PAYMOON.stubFor(
                get(urlPathEqualTo("/v1/invoices")).willReturn(aResponse().withStatus(503)));

        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));

        ProviderEvent event = events(1).getFirst();
        assertThat(event.getOutcome()).isEqualTo(ProviderOutcome.unknown);
        assertThat(event.getStatus()).isNull();
    }

    @Test
    void hangingRequestDoesNotDelayOtherPayments() {
        PAYMOON.stubFor(post("/v1/invoices")
                .withRequestBody(matchingJsonPath("$.external_id", equalTo(payment)))
                .willReturn(aResponse().withStatus(201).withFixedDelay(5_000)));
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices"))
                .withQueryParam("external_id", equalTo(payment))
                .willReturn(aResponse().withStatus(200).withFixedDelay(5_000)));
        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));
        List<String> others = List.of(Payments.newId(), Payments.newId(), Payments.newId());
        for (String other : others) {
            PAYMOON.stubFor(post("/v1/invoices")
                    .withRequestBody(matchingJsonPath("$.external_id", equalTo(other)))
                    .willReturn(jsonResponse(invoice(other, "created", 1, ""), 201)));
            RECORDS.send(Topics.PAYMENT_EVENTS, other, Payments.created(other));
        }

        long latest = 0;
        for (String other : others) {
            ProviderEvent event = RECORDS.await(Topics.PROVIDER_EVENTS, other, 1, ProviderEvent.class)
                    .getFirst();
            assertThat(event.getOutcome()).isEqualTo(ProviderOutcome.reported);
            latest = Math.max(latest, event.getReceivedAt().toEpochMilli());
        }
        ProviderEvent hung = events(1).getFirst();
        assertThat(hung.getOutcome()).isEqualTo(ProviderOutcome.unknown);
        assertThat(latest).isLessThan(hung.getReceivedAt().toEpochMilli());
    }

    @Test
    void executesRequestsOfOnePaymentInOrder() {
        PAYMOON.stubFor(post("/v1/invoices")
                .willReturn(jsonResponse(invoice("created", 1), 201).withFixedDelay(500)));
        stubSearch("[" + invoice("created", 1) + "]");
        PAYMOON.stubFor(
                post("/v1/invoices/inv_" + payment + "/cancel").willReturn(jsonResponse(invoice("cancelled", 2), 200)));

        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));
        RECORDS.send(
                Topics.PAYMENT_EVENTS,
                payment,
                Payments.event(Payments.payment(payment, PaymentStatus.cancelled, 2, null)));

        assertThat(events(2))
                .extracting(ProviderEvent::getSource, ProviderEvent::getStatus)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ProviderEventSource.ensure_invoice, ProviderStatus.created),
                        org.assertj.core.groups.Tuple.tuple(
                                ProviderEventSource.cancel_invoice, ProviderStatus.cancelled));
    }

    @Test
    void reportsStateOfInvoiceThatCannotBeCancelled() {
        PAYMOON.stubFor(post("/v1/invoices/inv_x/cancel")
                .willReturn(jsonResponse("{\"code\":\"invoice_not_cancellable\"}", 409)));
        stubSearch("[" + invoice("paid", 2) + "]");

        command(ProviderCommandKind.cancel_invoice, null, "inv_x");

        ProviderEvent event = events(1).getFirst();
        assertThat(event.getSource()).isEqualTo(ProviderEventSource.cancel_invoice);
        assertThat(event.getStatus()).isEqualTo(ProviderStatus.paid);
    }

    @Test
    void reportsMissingInvoiceOnlyForEmptyList() {
        stubSearch("[]");
        command(ProviderCommandKind.query_invoice, null, null);
        assertThat(events(1).getFirst().getOutcome()).isEqualTo(ProviderOutcome.not_found);

        PAYMOON.stubFor(
                get(urlPathEqualTo("/v1/invoices")).willReturn(aResponse().withStatus(404)));
        command(ProviderCommandKind.query_invoice, null, null);
        assertThat(events(2).getLast().getOutcome()).isEqualTo(ProviderOutcome.unknown);
    }

    @Test
    void reportsRefundWithItsId() {
        PAYMOON.stubFor(post("/v1/invoices/inv_x/refunds")
                .willReturn(jsonResponse(
                        invoice(
                                payment,
                                "partially_refunded",
                                3,
                                ",\"refund\":{\"refund_id\":\"rf_1\",\"external_refund_id\":\"rfd_1\",\"amount\":\"10.5\",\"status\":\"succeeded\"}"),
                        201)));

        command(ProviderCommandKind.refund_invoice, new ProviderRefund("rfd_1", 1_050L), "inv_x");

        ProviderEvent event = events(1).getFirst();
        assertThat(event.getStatus()).isEqualTo(ProviderStatus.partially_refunded);
        assertThat(event.getRefund().getRefundId()).isEqualTo("rfd_1");
        assertThat(event.getRefund().getAmountMinor()).isEqualTo(1_050);
        assertThat(event.getRefund().getStatus()).isEqualTo(ProviderRefundStatus.succeeded);
        PAYMOON.verify(postRequestedFor(urlEqualTo("/v1/invoices/inv_x/refunds"))
                .withHeader("Idempotency-Key", equalTo("rfd_1"))
                .withRequestBody(equalToJson("{\"external_refund_id\":\"rfd_1\",\"amount\":\"10.50\"}")));
    }

    @Test
    void reportsRefusedRefundWithItsId() {
        PAYMOON.stubFor(
                post("/v1/invoices/inv_x/refunds").willReturn(jsonResponse("{\"code\":\"refund_exceeds_paid\"}", 422)));

        command(ProviderCommandKind.refund_invoice, new ProviderRefund("rfd_2", 1_050L), "inv_x");

        ProviderEvent event = events(1).getFirst();
        assertThat(event.getOutcome()).isEqualTo(ProviderOutcome.refused);
        assertThat(event.getDetail()).contains("refund_exceeds_paid");
        assertThat(event.getRefund().getRefundId()).isEqualTo("rfd_2");
    }

    @Test
    void deadLettersMalformedRecordsAndContinues() {
        PAYMOON.stubFor(post("/v1/invoices").willReturn(jsonResponse(invoice("created", 1), 201)));
        RECORDS.sendBytes(Topics.PAYMENT_EVENTS, payment, "malformed".getBytes(StandardCharsets.UTF_8));
        command(ProviderCommandKind.refund_invoice, null, null);
        command(ProviderCommandKind.unrecognized, null, null);
        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));

        assertThat(events(1).getFirst().getOutcome()).isEqualTo(ProviderOutcome.reported);
        RECORDS.await(Topics.deadLetter(Topics.PAYMENT_EVENTS), r -> payment.equals(r.key()), 1);
        assertThat(RECORDS.await(Topics.deadLetter(Topics.PROVIDER_COMMANDS), r -> payment.equals(r.key()), 2))
                .extracting(dead ->
                        new String(dead.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
                .containsExactly("invalid", DeadLetter.UNRECOGNIZED_VALUE);
    }

    private void command(
            ProviderCommandKind kind,
            @org.jspecify.annotations.Nullable ProviderRefund refund,
            @org.jspecify.annotations.Nullable String invoiceId) {
        RECORDS.send(Topics.PROVIDER_COMMANDS, payment, Payments.command(payment, kind, refund, invoiceId));
    }

    private void stubSearch(String data) {
        PAYMOON.stubFor(get(urlPathEqualTo("/v1/invoices"))
                .withQueryParam("external_id", equalTo(payment))
                .willReturn(jsonResponse("{\"data\":" + data + "}", 200)));
    }

    private String invoice(String status, int version) {
        return invoice(payment, status, version, "");
    }

    private static String invoice(String payment, String status, int version, String more) {
        return String.format(Locale.ROOT, """
                {"invoice_id":"inv_%1$s","external_id":"%1$s","status":"%2$s","version":%3$d,"amount":"1000.00",
                "currency":"RUB","payment_url":"https://paymoon.example/pay/7","expires_at":"2026-01-02T04:04:05Z"%4$s}""", payment, status, version, more);
    }

    private List<ProviderEvent> events(int count) {
        return RECORDS.await(Topics.PROVIDER_EVENTS, payment, count, ProviderEvent.class);
    }
}
