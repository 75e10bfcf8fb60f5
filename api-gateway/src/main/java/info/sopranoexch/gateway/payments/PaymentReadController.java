package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.request.Query;
import info.sopranoexch.gateway.upstream.Relay;
import info.sopranoexch.starter.api.PaymentLimits;
import info.sopranoexch.starter.validation.AnyQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Lists payments and refunds, and what happened to one payment. */
@Controller
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentReadController {
    private static final Set<String> STATUSES = Set.of(
            "pending", "processing", "success", "failed", "expired", "cancelled", "partially_refunded", "refunded");

    private static final Set<String> REFUND_STATUSES = Set.of("pending", "succeeded", "failed");

    private final ReadPayments readPayments;

    PaymentReadController(ReadPayments readPayments) {
        this.readPayments = readPayments;
    }

    @GetMapping("/payments")
    @AnyQuery(because = "Query rejects unknown parameters")
    @RequiresScope(Scope.PAYMENTS_READ)
    void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = new Query(request)
                .number("merchant_id")
                .oneOf("status", STATUSES)
                .text("order_id", PaymentLimits.MAX_ORDER_ID)
                .timeRange("created_from", "created_to")
                .integer("limit", 1, 100)
                .cursor("cursor")
                .text();
        Relay.write(200, readPayments.page(query, Caller.of(request)), response);
    }

    @GetMapping("/refunds")
    @AnyQuery(because = "Query rejects unknown parameters")
    @RequiresScope(Scope.PAYMENTS_READ)
    void refunds(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String query = new Query(request)
                .name("payment_id")
                .oneOf("status", REFUND_STATUSES)
                .integer("limit", 1, 100)
                .cursor("cursor")
                .text();
        Relay.write(200, readPayments.refunds(query, Caller.of(request)), response);
    }

    @GetMapping("/payment/{paymentId}/refunds")
    @RequiresScope(Scope.PAYMENTS_READ)
    void refundsOfPayment(
            @PathVariable("paymentId") String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Relay.write(200, readPayments.refundsOf(paymentId, Caller.of(request)), response);
    }

    @GetMapping("/payment/{paymentId}/timeline")
    @RequiresScope(Scope.PAYMENTS_READ)
    void timeline(@PathVariable("paymentId") String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Relay.write(200, readPayments.timeline(paymentId, Caller.of(request)), response);
    }
}
