/** Conversions between Java and PostgreSQL: instants, dates and arrays. */
@NullMarked
package info.sopranoexch.webhook.sql;

import org.jspecify.annotations.NullMarked;
