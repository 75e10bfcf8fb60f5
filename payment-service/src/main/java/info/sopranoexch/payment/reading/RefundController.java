package info.sopranoexch.payment.reading;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.Refund;
import info.sopranoexch.payment.payments.PaymentMapper;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.payment.payments.RefundSearch;
import info.sopranoexch.payment.payments.RefundSearch.Filter;
import info.sopranoexch.payment.payments.RefundSearch.FoundRefund;
import info.sopranoexch.payment.payments.RefundSearch.Position;
import info.sopranoexch.payment.web.Page;
import info.sopranoexch.starter.api.RefundResource;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refunds of an account, newest first. */
@RestController
class RefundController {
    private static final String ACCOUNT = "X-Account-Id";
    private static final long MAX_MILLIS = 253_370_764_800_000L;

    private final PaymentStore payments;
    private final RefundSearch search;

    RefundController(PaymentStore payments, RefundSearch search) {
        this.payments = payments;
        this.search = search;
    }

    /** All of them: a payment's refunds are few and are loaded with it. */
    @GetMapping("/internal/payments/{paymentId}/refunds")
    Page<RefundResource> ofPayment(@RequestHeader(ACCOUNT) long accountId, @PathVariable String paymentId) {
        Payment payment = payments.find(paymentId, accountId).orElseThrow(() -> ProblemException.notFound("payment"));
        var terms = payment.terms();
        List<RefundResource> refunds = payment.refunds().stream()
                .sorted(Comparator.comparing(Refund::createdAt)
                        .thenComparing(Refund::refundId)
                        .reversed())
                .map(refund ->
                        resource(refund, terms.merchantId(), terms.amount().currency()))
                .toList();
        return new Page<>(refunds, null);
    }

    @GetMapping("/internal/refunds")
    Page<RefundResource> list(
            @RequestHeader(ACCOUNT) long accountId,
            @RequestParam(name = "payment_id") @Nullable String paymentId,
            @RequestParam @Nullable String status,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        var filter = new Filter(accountId, paymentId, status(status), position(cursor, accountId));
        return Page.of(search.find(filter, size + 1), size, found -> cursor(found, accountId))
                .map(found -> resource(found.refund(), found.merchantId(), found.currency()));
    }

    private static RefundResource resource(Refund refund, long merchantId, String currency) {
        return RefundResource.of(PaymentMapper.toAvro(refund), refund.paymentId(), merchantId, currency);
    }

    private static Refund.@Nullable Status status(@Nullable String status) {
        if (status == null) {
            return null;
        }
        return Arrays.stream(Refund.Status.values())
                .filter(known -> known.code().equals(status))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldsException(
                        FieldErrors.notOneOf("status", List.of("pending", "succeeded", "failed"))));
    }

    /** A cursor belongs to the account that it was given to. The refund's id may hold the cursor's own separator. */
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
        long millis = Page.number(parts.get(1));
        String refundId = decoded(parts.get(2));
        if (Page.number(parts.getFirst()) != accountId
                || millis < 0
                || millis > MAX_MILLIS
                || refundId.indexOf('\0') >= 0) {
            throw Page.badCursor();
        }
        return new Position(Instant.ofEpochMilli(millis), refundId);
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Page.badCursor();
        }
    }
}
