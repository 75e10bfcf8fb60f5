package info.sopranoexch.webhook.replay;

/** The merchant has as many replays under way as it may. */
class ReplayRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayRunningException() {
        super("A replay of this merchant is under way.");
    }
}
