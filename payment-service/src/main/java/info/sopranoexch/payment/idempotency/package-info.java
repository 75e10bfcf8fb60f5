/** The stored results of cancel, refund and review commands: a repeated command gets the first result again. */
@NullMarked
package info.sopranoexch.payment.idempotency;

import org.jspecify.annotations.NullMarked;
