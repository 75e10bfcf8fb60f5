package info.sopranoexch.webhook.retention;

import org.springframework.dao.TransientDataAccessException;

/** A partition is still missing after it was created; the work has to be retried later. */
public final class MissingPartitionException extends TransientDataAccessException {
    private static final long serialVersionUID = 1L;

    MissingPartitionException(Throwable cause) {
        super("a partition is missing although it was created", cause);
    }
}
