/** Ways of talking to PostgreSQL that Spring has not. */
@NullMarked
package info.sopranoexch.payment.sql;

import org.jspecify.annotations.NullMarked;
