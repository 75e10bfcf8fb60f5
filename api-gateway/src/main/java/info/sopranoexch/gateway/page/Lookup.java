package info.sopranoexch.gateway.page;

/** What is known of a payment at the moment. */
sealed interface Lookup {
    Lookup NOT_YET = new NotYet();
    Lookup MISSING = new Missing();
    Lookup UNAVAILABLE = new Unavailable();

    record Found(PaymentView payment) implements Lookup {}

    /** payment-service does not know it, but it may be on its way there. */
    record NotYet() implements Lookup {}

    /** payment-service does not know it, and it had time enough to. */
    record Missing() implements Lookup {}

    /** payment-service does not answer. */
    record Unavailable() implements Lookup {}
}
