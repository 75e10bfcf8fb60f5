package info.sopranoexch.checkout;

/**
 * The ids of payments whose create request received 202, so the command may not be applied yet. The application that
 * contains the checkout provides the implementation.
 */
@FunctionalInterface
public interface AcceptedPaymentIds {
    boolean contains(String paymentId);
}
