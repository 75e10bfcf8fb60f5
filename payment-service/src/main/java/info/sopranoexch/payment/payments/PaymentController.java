package info.sopranoexch.payment.payments;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.payments.PaymentSearch.Filter;
import info.sopranoexch.payment.payments.PaymentSearch.Position;
import info.sopranoexch.starter.api.Page;
import info.sopranoexch.starter.api.PaymentLimits;
import info.sopranoexch.starter.api.PaymentResource;
import info.sopranoexch.starter.api.PublicUrlProperties;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.InvalidFieldsException;
import info.sopranoexch.starter.validation.TextRule;
import info.sopranoexch.starter.validation.Timestamps;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads payments of an account. */
@RestController
@RequestMapping("/internal/payments")
class PaymentController {
    private static final String ACCOUNT = "X-Account-Id";

    private final PaymentStore store;
    private final PaymentSearch search;
    private final PublicUrlProperties urls;

    PaymentController(PaymentStore store, PaymentSearch search, PublicUrlProperties urls) {
        this.store = store;
        this.search = search;
        this.urls = urls;
    }

    @GetMapping("/{paymentId}")
    PaymentResource get(@RequestHeader(ACCOUNT) long accountId, @PathVariable String paymentId) {
        return store.find(paymentId, accountId)
                .map(this::resource)
                .orElseThrow(() -> ProblemException.notFound("payment"));
    }

    @GetMapping
    Page<PaymentResource> list(
            @RequestHeader(ACCOUNT) long accountId,
            @RequestParam(name = "merchant_id") @Nullable Long merchantId,
            @RequestParam @Nullable String status,
            @RequestParam(name = "order_id") @Nullable String orderId,
            @RequestParam(name = "created_from") @Nullable String createdFrom,
            @RequestParam(name = "created_to") @Nullable String createdTo,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam @Nullable String cursor) {
        int size = Page.limit(limit);
        Instant from = Timestamps.parameter("created_from", createdFrom);
        Instant to = Timestamps.parameter("created_to", createdTo);
        Timestamps.requireRange("created_from", from, "created_to", to);
        var filter = new Filter(
                accountId,
                merchantId,
                HasCode.ofParameter(PaymentStatus.class, "status", status),
                orderId(orderId),
                from,
                to,
                position(cursor));
        Page<Payment> page = Page.of(search.find(filter, size + 1), size, PaymentController::cursor);
        return new Page<>(store.withRefunds(page.data()), page.nextCursor()).map(this::resource);
    }

    private PaymentResource resource(Payment payment) {
        return PaymentResource.of(PaymentMapper.toAvro(payment), urls.paymentUrl(payment.id()));
    }

    private static String cursor(Payment payment) {
        return Page.cursor(
                String.valueOf(payment.details().createdAt().toEpochMilli()),
                String.valueOf(payment.details().id()));
    }

    private static @Nullable Position position(@Nullable String cursor) {
        List<String> parts = Page.parse(cursor, 2);
        if (parts == null) {
            return null;
        }
        return new Position(Page.instant(parts.getFirst()), Page.number(parts.getLast()));
    }

    private static @Nullable String orderId(@Nullable String orderId) {
        FieldError violation =
                orderId == null ? null : TextRule.violation("order_id", orderId, PaymentLimits.MAX_ORDER_ID);
        if (violation != null) {
            throw new InvalidFieldsException(violation);
        }
        return orderId;
    }
}
