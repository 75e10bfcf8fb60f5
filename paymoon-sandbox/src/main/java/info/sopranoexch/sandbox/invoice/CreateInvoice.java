package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackTargets;
import info.sopranoexch.sandbox.callback.Traceparents;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates once per external id and once per key; the same request again gets the same invoice. */
@Component
class CreateInvoice {
    private final InvoiceStore store;
    private final InvoiceArrivals arrivals;
    private final CallbackTargets targets;
    private final Traceparents traceparents;
    private final InstantSource clock;

    CreateInvoice(
            InvoiceStore store,
            InvoiceArrivals arrivals,
            CallbackTargets targets,
            Traceparents traceparents,
            InstantSource clock) {
        this.store = store;
        this.arrivals = arrivals;
        this.targets = targets;
        this.traceparents = traceparents;
        this.clock = clock;
    }

    /**
     * Which invoice it is.
     *
     * @param created false when it was there before
     */
    record Result(Invoice invoice, boolean created) {}

    Result create(String idempotencyKey, InvoiceRequest.Checked request, @Nullable String traceparent) {
        if (!targets.allows(request.callbackUrl())) {
            throw DeclinedException.invalid("callback_url: the sandbox calls this machine and named hosts only");
        }
        Instant now = clock.instant();
        if (!request.expiresAt().isAfter(now)) {
            return existing(idempotencyKey, request, "expires_at is past");
        }
        Invoice invoice = fresh(request, now);
        traceparents.came(invoice.externalId(), traceparent);
        if (!store.insert(invoice, idempotencyKey)) {
            return existing(idempotencyKey, request, "taken");
        }
        arrivals.arrived(invoice.externalId());
        return new Result(invoice, true);
    }

    private Result existing(String idempotencyKey, InvoiceRequest.Checked request, String otherwise) {
        Invoice found = store.findByIdempotencyKey(idempotencyKey)
                .or(() -> store.findByExternalId(request.externalId()))
                .orElseThrow(() -> DeclinedException.invalid(otherwise));
        if (!request.asks(found)) {
            throw DeclinedException.conflict(
                    "idempotency_conflict", "the key or external_id was used with another body");
        }
        return new Result(found, false);
    }

    private static Invoice fresh(InvoiceRequest.Checked request, Instant now) {
        return new Invoice(
                "inv_" + UUID.randomUUID().toString().replace("-", ""),
                request.externalId(),
                request.amount(),
                request.currency(),
                request.description(),
                request.callbackUrl(),
                request.returnUrl(),
                InvoiceStatus.CREATED,
                1,
                BigDecimal.ZERO.setScale(request.amount().scale()),
                BigDecimal.ZERO.setScale(request.amount().scale()),
                request.expiresAt(),
                now,
                now);
    }
}
