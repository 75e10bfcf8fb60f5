/** The database as the service meets it: read-only, behind a pooler, ending sessions. */
@NullMarked
package info.sopranoexch.payment.database;

import org.jspecify.annotations.NullMarked;
