/** Ways of talking to PostgreSQL that Spring has not. */
@NullMarked
package info.sopranoexch.database;

import org.jspecify.annotations.NullMarked;
