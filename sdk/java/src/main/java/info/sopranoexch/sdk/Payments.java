package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Payments and their refunds. */
public final class Payments {
    private final Transport transport;

    Payments(Transport transport) {
        this.transport = transport;
    }

    /** Creates a payment. Send the payer to the {@code paymentUrl}; it works at once, also if the result is {@link Accepted}. */
    public PaymentResult create(CreatePayment payment) {
        return create(payment, null);
    }

    /** @param idempotencyKey replaces the automatic key; give one if you repeat the call yourself, for example after a crash */
    public PaymentResult create(CreatePayment payment, String idempotencyKey) {
        return change("/payment/create", payment.values(), idempotencyKey);
    }

    public Payment get(String paymentId) {
        return Mapper.toRecord(Payment.class, transport.get(Transport.path("payment", paymentId)));
    }

    /** One page, newest first. */
    public Page<Payment> list(PaymentFilters filters) {
        return Pages.read(transport, "/payments", filters, Payment.class);
    }

    /** All payments, newest first. Pages are read as they are needed; the limit is their size. */
    public Iterable<Payment> iterate(PaymentFilters filters) {
        return Pages.iterate(transport, "/payments", filters, Payment.class);
    }

    /**
     * Cancels a payment while nothing is paid.
     *
     * @throws ConflictException payment_not_cancellable
     */
    public PaymentResult cancel(String paymentId) {
        return cancel(paymentId, null);
    }

    public PaymentResult cancel(String paymentId, String idempotencyKey) {
        return change(Transport.path("payment", paymentId, "cancel"), Map.of(), idempotencyKey);
    }

    /** Refunds the whole refundable amount. The result has the refund, which is pending at first. */
    public PaymentResult refund(String paymentId) {
        return refund(paymentId, null, null);
    }

    /** Refunds a part. */
    public PaymentResult refund(String paymentId, BigDecimal amount) {
        return refund(paymentId, amount, null);
    }

    /** @param amount the whole refundable amount if null */
    public PaymentResult refund(String paymentId, BigDecimal amount, String idempotencyKey) {
        Map<String, Object> body = amount == null ? Map.of() : Map.of("amount", amount);
        return change(Transport.path("payment", paymentId, "refund"), body, idempotencyKey);
    }

    /** All refunds of the payment, newest first. */
    public List<Refund> refunds(String paymentId) {
        return data(Refund.class, transport.get(Transport.path("payment", paymentId, "refunds")));
    }

    /** Everything that happened to the payment, oldest first. */
    public List<TimelineEntry> timeline(String paymentId) {
        return data(TimelineEntry.class, transport.get(Transport.path("payment", paymentId, "timeline")));
    }

    private PaymentResult change(String path, Map<String, Object> body, String idempotencyKey) {
        Transport.Response response = transport.postOnce(path, body, idempotencyKey);
        return response.status() == 202
                ? Mapper.toRecord(Accepted.class, response.body())
                : Mapper.toRecord(Payment.class, response.body());
    }

    private static <T> List<T> data(Class<T> type, Object response) {
        return Mapper.toRecords(type, ((Map<?, ?>) response).get("data"));
    }
}
