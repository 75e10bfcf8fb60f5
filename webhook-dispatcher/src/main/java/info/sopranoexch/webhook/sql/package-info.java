/** What PostgreSQL's driver needs to be told: instants, dates and arrays of them. */
@NullMarked
package info.sopranoexch.webhook.sql;

import org.jspecify.annotations.NullMarked;
