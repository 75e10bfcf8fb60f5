package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.access.RequiresScope;
import info.sopranoexch.gateway.access.Scope;
import info.sopranoexch.gateway.request.ForwardedQuery;
import info.sopranoexch.gateway.request.PathIds;
import info.sopranoexch.starter.api.PaymentLimits;
import info.sopranoexch.starter.validation.AcceptsUnknownParameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists payments and refunds, and shows the timeline of a payment. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class PaymentSearchController {
    private static final Set<String> STATUSES = Set.of(
            "pending", "processing", "success", "failed", "expired", "cancelled", "partially_refunded", "refunded");

    private static final Set<String> REFUND_STATUSES = Set.of("pending", "succeeded", "failed");

    private final PaymentReader payments;

    PaymentSearchController(PaymentReader payments) {
        this.payments = payments;
    }

    @GetMapping("/payments")
    @AcceptsUnknownParameters(because = "ForwardedQuery rejects unknown parameters")
    @RequiresScope(Scope.PAYMENTS_READ)
    ResponseEntity<byte[]> payments(Caller caller, HttpServletRequest request) {
        String query = new ForwardedQuery(request)
                .number("merchant_id")
                .oneOf("status", STATUSES)
                .text("order_id", PaymentLimits.MAX_ORDER_ID)
                .timeRange("created_from", "created_to")
                .integer("limit", 1, 100)
                .cursor("cursor")
                .build();
        return payments.get("/payments" + query, caller).toEntity();
    }

    @GetMapping("/refunds")
    @AcceptsUnknownParameters(because = "ForwardedQuery rejects unknown parameters")
    @RequiresScope(Scope.PAYMENTS_READ)
    ResponseEntity<byte[]> refunds(Caller caller, HttpServletRequest request) {
        String query = new ForwardedQuery(request)
                .name("payment_id")
                .oneOf("status", REFUND_STATUSES)
                .integer("limit", 1, 100)
                .cursor("cursor")
                .build();
        return payments.get("/refunds" + query, caller).toEntity();
    }

    @GetMapping("/payment/{paymentId}/refunds")
    @RequiresScope(Scope.PAYMENTS_READ)
    ResponseEntity<byte[]> refundsOfPayment(@PathVariable String paymentId, Caller caller) {
        PathIds.payment(paymentId);
        return payments.get("/payments/" + paymentId + "/refunds", caller).toEntity();
    }

    @GetMapping("/payment/{paymentId}/timeline")
    @RequiresScope(Scope.PAYMENTS_READ)
    ResponseEntity<byte[]> timeline(@PathVariable String paymentId, Caller caller) {
        PathIds.payment(paymentId);
        return payments.get("/payments/" + paymentId + "/timeline", caller).toEntity();
    }
}
