package info.sopranoexch.sdk;

import java.net.URI;

/** The result of a change: the {@link Payment}, or {@link Accepted} if its result is not known yet. */
public sealed interface PaymentResult permits Payment, Accepted {
    String paymentId();

    /** The page for the payer. It works at once. */
    URI paymentUrl();
}
