package info.sopranoexch.sandbox.invoice;

import info.sopranoexch.sandbox.callback.CallbackTargets;
import info.sopranoexch.sandbox.callback.Traceparents;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates one invoice for each external id and key. A repeated request returns the same invoice. */
@Component
class CreateInvoice {
    private final InvoiceStore store;
    private final Invoices invoices;
    private final CallbackTargets targets;
    private final Traceparents traceparents;

    CreateInvoice(InvoiceStore store, Invoices invoices, CallbackTargets targets, Traceparents traceparents) {
        this.store = store;
        this.invoices = invoices;
        this.targets = targets;
        this.traceparents = traceparents;
    }

    /** @param created false if the invoice existed before */
    record Result(Invoice invoice, boolean created) {}

    Result create(String idempotencyKey, Invoice requested, @Nullable String traceparent) {
        if (!targets.allows(requested.callbackUrl())) {
            throw ApiException.invalid("callback_url: the sandbox calls this machine and configured hosts only");
        }
        if (!requested.expiresAt().isAfter(requested.createdAt())) {
            return existing(idempotencyKey, requested, "expires_at is in the past");
        }
        traceparents.remember(requested.externalId(), traceparent);
        if (!store.insert(requested, idempotencyKey)) {
            return existing(idempotencyKey, requested, "external_id or key is in use");
        }
        invoices.created(requested.externalId());
        return new Result(requested, true);
    }

    private Result existing(String idempotencyKey, Invoice requested, String messageIfMissing) {
        Invoice found = store.findByIdempotencyKey(idempotencyKey)
                .or(() -> store.findByExternalId(requested.externalId()))
                .orElseThrow(() -> ApiException.invalid(messageIfMissing));
        if (!found.hasSameRequestAs(requested)) {
            throw ApiException.conflict("idempotency_conflict", "the key or external_id was used with another body");
        }
        return new Result(found, false);
    }
}
