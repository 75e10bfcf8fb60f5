package info.sopranoexch.sdk;

/** Refunds of all payments. */
public final class Refunds {
    private final Transport transport;

    Refunds(Transport transport) {
        this.transport = transport;
    }

    /** One page, newest first. */
    public Page<Refund> list(RefundFilters filters) {
        return Pages.read(transport, "/refunds", filters, Refund.class);
    }

    /** All refunds, newest first. Pages are read as they are needed; the limit is their size. */
    public Iterable<Refund> iterate(RefundFilters filters) {
        return Pages.iterate(transport, "/refunds", filters, Refund.class);
    }
}
