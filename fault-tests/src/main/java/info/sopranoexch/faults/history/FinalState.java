package info.sopranoexch.faults.history;

import java.util.List;

/** Payments, provider invoices and deliveries after the run, when nothing is in progress. */
public record FinalState(
        List<ListedPayment> payments,
        List<Invoice> invoices,
        List<Delivery> deliveries,
        List<DeliveryCounts> deliveryCounts) {
    /** The final state when services do not respond. */
    public static final FinalState UNKNOWN = new FinalState(List.of(), List.of(), List.of(), List.of());

    public FinalState {
        payments = List.copyOf(payments);
        invoices = List.copyOf(invoices);
        deliveries = List.copyOf(deliveries);
        deliveryCounts = List.copyOf(deliveryCounts);
    }

    /** A payment in the list of an account. */
    public record ListedPayment(String account, PaymentSnapshot payment) {
        public String paymentId() {
            return payment.paymentId();
        }
    }

    /** The provider's invoice of a payment. */
    public record Invoice(String paymentId, String status, long paidMinor, long refundedMinor) {
        public Invoice withRefunded(long refundedMinor) {
            return new Invoice(paymentId, status, paidMinor, refundedMinor);
        }
    }

    /** A webhook delivery in the list of an account. */
    public record Delivery(String id, long merchantId, String paymentId, long version, String status) {
        public Delivery withStatus(String status) {
            return new Delivery(id, merchantId, paymentId, version, status);
        }
    }

    /** The REST API's delivery counts of a merchant's endpoint. */
    public record DeliveryCounts(
            long merchantId, long accepted, long delivered, long pending, long exhausted, long suspended) {
        public DeliveryCounts withDelivered(long delivered) {
            return new DeliveryCounts(merchantId, accepted, delivered, pending, exhausted, suspended);
        }
    }

    public FinalState withPayments(List<ListedPayment> payments) {
        return new FinalState(payments, invoices, deliveries, deliveryCounts);
    }

    public FinalState withInvoices(List<Invoice> invoices) {
        return new FinalState(payments, invoices, deliveries, deliveryCounts);
    }

    public FinalState withDeliveries(List<Delivery> deliveries) {
        return new FinalState(payments, invoices, deliveries, deliveryCounts);
    }

    public FinalState withDeliveryCounts(List<DeliveryCounts> deliveryCounts) {
        return new FinalState(payments, invoices, deliveries, deliveryCounts);
    }
}
