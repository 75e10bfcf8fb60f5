package info.sopranoexch.checkout;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Identifies the client of a request, for limits that apply to each client. The application that contains the checkout
 * provides the implementation, because the trusted proxies are configured there.
 */
@FunctionalInterface
public interface ClientIdentifier {
    /** Returns the same text for all requests of one client. */
    String identify(HttpServletRequest request);
}
