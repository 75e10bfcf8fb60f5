/** Internal HTTP API: authentication, request bodies, and error responses (RFC 9457), which the gateway relays. */
@NullMarked
package info.sopranoexch.payment.web;

import org.jspecify.annotations.NullMarked;
