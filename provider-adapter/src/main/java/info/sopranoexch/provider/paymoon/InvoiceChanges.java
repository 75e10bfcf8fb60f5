package info.sopranoexch.provider.paymoon;

import java.time.Duration;
import java.util.List;

/** Result of listing changed invoices. */
public sealed interface InvoiceChanges {
    /** A version of an invoice. */
    record Change(String paymentId, long version) {}

    /**
     * A page of the list.
     *
     * @param changes in the order of change
     * @param nextCursor position after the last change; the given cursor if there is none
     */
    record Listed(List<Change> changes, String nextCursor) implements InvoiceChanges {}

    /** The provider has no such list. */
    record NotOffered() implements InvoiceChanges {}

    /**
     * The provider did not respond.
     *
     * @param pause for which it asks; zero if it names none
     */
    record Unavailable(String reason, Duration pause) implements InvoiceChanges {}
}
