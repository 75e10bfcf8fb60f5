package info.sopranoexch.webhook.replay;

/** The merchant has as many replays under way as it may. */
class ReplayRunningException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayRunningException() {
        super("The merchant already has a replay running. Wait until it is done.");
    }
}
