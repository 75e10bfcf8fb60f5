package info.sopranoexch.faults.history;

import java.util.List;

/** What was there when all was quiet again. */
public record FinalState(
        List<ListedPayment> payments,
        List<ProviderInvoice> invoices,
        List<ListedDelivery> deliveries,
        List<DeliveryCounts> counts) {
    public FinalState {
        payments = List.copyOf(payments);
        invoices = List.copyOf(invoices);
        deliveries = List.copyOf(deliveries);
        counts = List.copyOf(counts);
    }

    /** A payment in the list of an account. */
    public record ListedPayment(String account, PaymentSnapshot payment) {}
}
