package info.sopranoexch.provider.invoice;

import info.sopranoexch.provider.answer.Origin;
import info.sopranoexch.provider.paymoon.InvoiceOrder;
import info.sopranoexch.provider.paymoon.RefundOrder;
import org.jspecify.annotations.Nullable;

/**
 * One thing to ask the provider about one payment.
 *
 * @param causeId the command or event that asks for it
 * @param traceparent trace context to carry on; null for none
 */
record Work(
        String causeId,
        InvoiceOrder order,
        Task task,
        @Nullable String traceparent) {

    /** What to ask. */
    sealed interface Task {
        /**
         * Create the invoice or find it.
         *
         * @param triedBefore whether an earlier attempt may have gone through
         */
        record Ensure(boolean triedBefore) implements Task {}

        /** What is its state? */
        record Query() implements Task {}

        /** Refund a part or the whole. */
        record Refund(RefundOrder order) implements Task {}

        /** Nobody shall pay it any more. */
        record Cancel() implements Task {}
    }

    /** What is asked, whoever asks: two pieces of work with the same question are one. */
    record Question(InvoiceOrder order, Task task) {}

    Question question() {
        return new Question(order, task);
    }

    Origin.Kind kind() {
        return switch (task) {
            case Task.Ensure _ -> Origin.Kind.ENSURE_INVOICE;
            case Task.Query _ -> Origin.Kind.QUERY_INVOICE;
            case Task.Refund _ -> Origin.Kind.REFUND_INVOICE;
            case Task.Cancel _ -> Origin.Kind.CANCEL_INVOICE;
        };
    }
}
