/** Ways of talking to PostgreSQL that Spring has not. */
@NullMarked
package info.sopranoexch.starter.database;

import org.jspecify.annotations.NullMarked;
