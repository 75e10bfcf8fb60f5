package info.sopranoexch.gateway.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that waits for events of its account. It holds no thread: {@link WaitingClients} starts a read when the position of the
 * account changes.
 */
abstract sealed class WaitingClient permits LongPoll, EventStream {
    private final long accountId;
    private @Nullable Long seenPosition;
    private boolean reading;
    private boolean changed;

    /** @param seenPosition the account's position before the last read, or an older one; null if unknown */
    WaitingClient(long accountId, @Nullable Long seenPosition) {
        this.accountId = accountId;
        this.seenPosition = seenPosition;
    }

    long accountId() {
        return accountId;
    }

    /** Records the account's position. Returns whether a read must be started. */
    final synchronized boolean startsRead(long position) {
        if (seenPosition != null && seenPosition == position) {
            return false;
        }
        seenPosition = position;
        changed = true;
        boolean starts = !reading;
        reading = true;
        return starts;
    }

    /** Reads until the account has not changed since the last read began. */
    final void readChanges() {
        boolean complete = false;
        try {
            while (takeChange()) {
                read();
            }
            complete = true;
        } finally {
            if (!complete) {
                retryLater();
            }
        }
    }

    private synchronized boolean takeChange() {
        boolean taken = changed;
        changed = false;
        reading = taken;
        return taken;
    }

    /** The next poll of the positions starts a read again. */
    private synchronized void retryLater() {
        seenPosition = null;
        reading = false;
    }

    /** Reads events and sends them. Runs on a thread of its own, one at a time for each client. */
    abstract void read();

    /** Ends the client after its time, and detects that it has closed its connection. */
    abstract void tick(Instant now);

    /** Sends the end of the response. */
    abstract void end();
}
