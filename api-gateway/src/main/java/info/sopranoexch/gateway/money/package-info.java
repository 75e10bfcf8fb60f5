/** Amounts and currencies: decimal text in, minor units of the currency inside. Never a binary float. */
@NullMarked
package info.sopranoexch.gateway.money;

import org.jspecify.annotations.NullMarked;
