package info.sopranoexch.torture.history;

import java.util.List;

/** What was there when all was quiet again. */
public record Ending(List<Listed> payments, List<Invoice> invoices, List<Delivery> deliveries, List<Counts> counts) {
    public Ending {
        payments = List.copyOf(payments);
        invoices = List.copyOf(invoices);
        deliveries = List.copyOf(deliveries);
        counts = List.copyOf(counts);
    }

    /** A payment in the list of an account. */
    public record Listed(String account, PaymentView payment) {}
}
