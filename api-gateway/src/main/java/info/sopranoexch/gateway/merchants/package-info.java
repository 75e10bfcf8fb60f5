/** Merchants. Administration is relayed to payment-service; payments use the directory in memory. */
@NullMarked
package info.sopranoexch.gateway.merchants;

import org.jspecify.annotations.NullMarked;
