/** Everything that clients, payers, webhook endpoints and the event topic saw during a run, as plain records. */
@NullMarked
package info.sopranoexch.faults.history;

import org.jspecify.annotations.NullMarked;
