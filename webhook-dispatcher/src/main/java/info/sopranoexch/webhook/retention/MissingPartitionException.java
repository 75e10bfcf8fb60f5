package info.sopranoexch.webhook.retention;

import org.springframework.dao.TransientDataAccessException;

/** A partition was missing, and missing again after it was created: the work has to be tried later. */
public final class MissingPartitionException extends TransientDataAccessException {
    private static final long serialVersionUID = 1L;

    MissingPartitionException(Throwable cause) {
        super("a partition is missing each time, although it is created", cause);
    }
}
