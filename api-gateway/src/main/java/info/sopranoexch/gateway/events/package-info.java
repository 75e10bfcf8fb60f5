/** The Events API: lists the events of an account, and lets clients wait for new ones by long polls and streams. */
@NullMarked
package info.sopranoexch.gateway.events;

import org.jspecify.annotations.NullMarked;
