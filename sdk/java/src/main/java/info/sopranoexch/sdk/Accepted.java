package info.sopranoexch.sdk;

import java.net.URI;

/** The operation is stored and will be carried out (202). Read the payment later for its result. */
public record Accepted(String paymentId, URI paymentUrl) implements PaymentResult {}
