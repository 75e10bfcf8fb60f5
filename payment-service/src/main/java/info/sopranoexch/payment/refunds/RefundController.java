package info.sopranoexch.payment.refunds;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.PaymentDetails;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.refunds.RefundSearch.Filter;
import info.sopranoexch.payment.refunds.RefundSearch.FoundRefund;
import info.sopranoexch.payment.refunds.RefundSearch.Position;
import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.api.RefundResource;
import info.sopranoexch.starter.problem.ProblemException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads refunds of an account, newest first. */
@RestController
class RefundController {
    private static final String ACCOUNT = "X-Account-Id";

    private final RefundSearch search;

    RefundController(RefundSearch search) {
        this.search = search;
    }

    /** Returns all refunds on one page: a payment has at most a hundred. */
    @GetMapping("/internal/payments/{paymentId}/refunds")
    Page<RefundResource> ofPayment(@RequestHeader(ACCOUNT) long accountId, @PathVariable String paymentId) {
        if (!PaymentDetails.isPaymentId(paymentId)) {
            throw ProblemException.notFound("payment");
        }
        List<FoundRefund> refunds =
                search.ofPayment(paymentId, accountId).orElseThrow(() -> ProblemException.notFound("payment"));
        return new Page<>(refunds, null).map(RefundController::resource);
    }

    @GetMapping("/internal/refunds")
    Page<RefundResource> list(
            @RequestHeader(ACCOUNT) long accountId,
            @RequestParam(name = "payment_id") @Nullable String paymentId,
            @RequestParam @Nullable String status,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        var filter = new Filter(
                accountId,
                paymentId,
                HasCode.ofParameter(Refund.Status.class, "status", status),
                position(cursor, accountId));
        return Page.of(search.find(filter, size + 1), size, found -> cursor(found, accountId))
                .map(RefundController::resource);
    }

    private static RefundResource resource(FoundRefund found) {
        Refund refund = found.refund();
        return RefundResource.of(RefundStore.toAvro(refund), refund.paymentId(), found.merchantId(), found.currency());
    }

    /** A cursor is valid for one account. The refund id is encoded because it may contain the separator of the cursor. */
    private static String cursor(FoundRefund found, long accountId) {
        Refund refund = found.refund();
        return Page.cursor(
                String.valueOf(accountId),
                String.valueOf(refund.createdAt().toEpochMilli()),
                URLEncoder.encode(refund.refundId(), StandardCharsets.UTF_8));
    }

    private static @Nullable Position position(@Nullable String cursor, long accountId) {
        List<String> parts = Page.parse(cursor, 3);
        if (parts == null) {
            return null;
        }
        String refundId = decoded(parts.get(2));
        if (Page.number(parts.getFirst()) != accountId || refundId.indexOf('\0') >= 0) {
            throw Page.badCursor();
        }
        return new Position(Page.instant(parts.get(1)), refundId);
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Page.badCursor();
        }
    }
}
