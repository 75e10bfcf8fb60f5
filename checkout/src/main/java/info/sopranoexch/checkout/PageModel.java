package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The view model of a payment's page, independent of the language. Equal models look the same.
 *
 * @param payment null while none is known
 */
record PageModel(PageState state, @Nullable PaymentView payment) {
    static final PageModel MISSING = new PageModel(PageState.MISSING, null);

    /** @param confirmationTimeout how long a payer is asked to wait for the provider's confirmation */
    static PageModel of(PaymentLookup lookup, Instant now, Duration confirmationTimeout) {
        return switch (lookup) {
            case PaymentLookup.Found(PaymentView payment) ->
                new PageModel(state(payment, now, confirmationTimeout), payment);
            case PaymentLookup.Missing(boolean mayArrive) ->
                mayArrive ? new PageModel(PageState.NOT_FOUND_YET, null) : MISSING;
            case PaymentLookup.NotYet(), PaymentLookup.Unavailable() -> new PageModel(PageState.PREPARING, null);
        };
    }

    /** The model for a payer who came back from the provider, also if payment-service does not know of the return yet. */
    PageModel afterReturn() {
        return state.isPayable() ? new PageModel(PageState.CHECKING, payment) : this;
    }

    /** Lets the script detect that it shows this model already. Every gateway computes the same key. */
    String key() {
        return payment == null
                ? state.key()
                : state.key() + "-" + payment.version() + "-"
                        + Integer.toHexString(payment.toString().hashCode());
    }

    /** Rises with each status of the payment; 0 while no payment is known. */
    long version() {
        return payment == null ? 0 : payment.version();
    }

    private static PageState state(PaymentView payment, Instant now, Duration confirmationTimeout) {
        if (payment.held()) {
            return PageState.HELD;
        }
        return switch (payment.status()) {
            case PENDING -> pending(payment, now, confirmationTimeout);
            case PROCESSING -> checking(payment.checkingSince(), now, confirmationTimeout);
            case SUCCESS -> PageState.SUCCESS;
            case FAILED -> PageState.FAILED;
            case EXPIRED -> PageState.EXPIRED;
            case CANCELLED -> PageState.CANCELLED;
            case PARTIALLY_REFUNDED -> PageState.PARTIALLY_REFUNDED;
            case REFUNDED -> PageState.REFUNDED;
        };
    }

    private static PageState pending(PaymentView payment, Instant now, Duration confirmationTimeout) {
        PageState checking = payment.checkingSince() == null
                ? PageState.READY
                : checking(payment.checkingSince(), now, confirmationTimeout);
        if (checking == PageState.CHECKING) {
            return checking;
        }
        if (!now.isBefore(payment.expiresAt())) {
            return PageState.OVERDUE;
        }
        return payment.providerUrl() == null ? PageState.PREPARING : checking;
    }

    private static PageState checking(@Nullable Instant since, Instant now, Duration confirmationTimeout) {
        return since == null || now.isBefore(since.plus(confirmationTimeout))
                ? PageState.CHECKING
                : PageState.UNCONFIRMED;
    }
}
