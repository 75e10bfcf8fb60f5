/** Merchants: relayed to the payment service, which owns them; read from the directory's memory on the way of a payment. */
@NullMarked
package info.sopranoexch.gateway.merchants;

import org.jspecify.annotations.NullMarked;
