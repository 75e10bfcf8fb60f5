package info.sopranoexch.checkout;

/** What is known of a payment at the moment. */
sealed interface Lookup {
    Lookup NOT_YET = new NotYet();
    Lookup UNAVAILABLE = new Unavailable();

    record Found(PaymentView payment) implements Lookup {}

    /** payment-service does not know it, and hardly had time to. */
    record NotYet() implements Lookup {}

    /**
     * payment-service does not know it.
     *
     * @param mayArrive whether its command may still be in Kafka, as after a create that was answered 202
     */
    record Missing(boolean mayArrive) implements Lookup {}

    /** payment-service does not answer. */
    record Unavailable() implements Lookup {}
}
