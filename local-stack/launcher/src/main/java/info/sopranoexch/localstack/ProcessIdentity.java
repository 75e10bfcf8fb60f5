package info.sopranoexch.localstack;

import java.time.Instant;
import java.util.Optional;

/**
 * A process that is never mistaken for a later one of the same number.
 *
 * @param startedMillis since the epoch; 0 when the system does not tell
 */
record ProcessIdentity(long pid, long startedMillis) {
    static ProcessIdentity of(ProcessHandle handle) {
        return new ProcessIdentity(handle.pid(), started(handle));
    }

    /** Reads what {@link #text} writes. */
    static ProcessIdentity parse(String text) {
        int at = text.indexOf('@');
        return new ProcessIdentity(Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
    }

    String text() {
        return pid + "@" + startedMillis;
    }

    /** Empty when it is gone. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(found -> started(found) == startedMillis);
    }

    private static long started(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
