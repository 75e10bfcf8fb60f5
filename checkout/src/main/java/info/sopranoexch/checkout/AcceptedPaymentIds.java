package info.sopranoexch.checkout;

/**
 * Knows the payments whose create command was answered with 202: the command may not be applied yet. The application that
 * contains the checkout provides the implementation.
 */
@FunctionalInterface
public interface AcceptedPaymentIds {
    boolean contains(String paymentId);
}
