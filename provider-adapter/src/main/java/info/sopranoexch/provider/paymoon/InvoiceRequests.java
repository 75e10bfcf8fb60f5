package info.sopranoexch.provider.paymoon;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Addresses and bodies of Paymoon's API. The same order always gives the same body: it is sent again under its key. */
@Component
class InvoiceRequests {
    /** Tells the payer's page that the payer comes from Paymoon and may have paid. */
    private static final String RETURNED = "?returned=1";

    private final PublicProperties gateway;
    private final String callbackUrl;

    InvoiceRequests(PaymoonProperties paymoon, PublicProperties gateway) {
        this.gateway = gateway;
        this.callbackUrl = (paymoon.callbackUrl() == null
                        ? gateway.resolve("/api/v1/webhook/paymoon")
                        : paymoon.callbackUrl())
                .toString();
    }

    static String create() {
        return "v1/invoices";
    }

    static String byExternalId(String paymentId) {
        return "v1/invoices?external_id=" + encode(paymentId);
    }

    static String refunds(String invoiceId) {
        return "v1/invoices/" + encode(invoiceId) + "/refunds";
    }

    static String cancel(String invoiceId) {
        return "v1/invoices/" + encode(invoiceId) + "/cancel";
    }

    JsonNode createBody(InvoiceOrder order) {
        var body = PaymoonJson.newObject()
                .put("external_id", order.paymentId())
                .put("amount", PaymoonAmounts.toDecimal(order.amountMinor(), order.currencyDecimals()))
                .put("currency", order.currency());
        if (order.description() != null) {
            body.put("description", order.description());
        }
        return body.put("callback_url", callbackUrl)
                .put(
                        "return_url",
                        gateway.resolve("/pay/" + order.paymentId() + RETURNED).toString())
                .put("expires_at", order.expiresAt().toString());
    }

    static JsonNode refundBody(InvoiceOrder order, RefundOrder refund) {
        return PaymoonJson.newObject()
                .put("external_refund_id", refund.refundId())
                .put("amount", PaymoonAmounts.toDecimal(refund.amountMinor(), order.currencyDecimals()));
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
