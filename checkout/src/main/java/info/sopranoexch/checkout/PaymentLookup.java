package info.sopranoexch.checkout;

/** The result of looking up a payment in payment-service. */
sealed interface PaymentLookup {
    PaymentLookup NOT_YET = new NotYet();
    PaymentLookup UNAVAILABLE = new Unavailable();

    record Found(PaymentView payment) implements PaymentLookup {}

    /** payment-service does not know the payment, which is only seconds old. */
    record NotYet() implements PaymentLookup {}

    /**
     * payment-service does not know the payment.
     *
     * @param mayArrive whether its command may still be in Kafka, as after a create that was answered with 202
     */
    record Missing(boolean mayArrive) implements PaymentLookup {}

    /** payment-service did not respond. */
    record Unavailable() implements PaymentLookup {}
}
