/** Access to PostgreSQL beyond Spring: statement pipelining, and replacement of sessions that cannot write. */
@NullMarked
package info.sopranoexch.starter.database;

import org.jspecify.annotations.NullMarked;
