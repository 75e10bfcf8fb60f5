/**
 * Everything that is specific to Paymoon: HTTP API, wire format, callback signatures, amounts. Another provider replaces
 * only this package. Source: docs/contract.md, section 3.
 */
@NullMarked
package info.sopranoexch.provider.paymoon;

import org.jspecify.annotations.NullMarked;
