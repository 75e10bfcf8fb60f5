package info.sopranoexch.gateway.admission;

/** Reasons for not sending the command of an admitted request. */
enum DropReason {
    CLIENT_GONE("client_gone"),
    TOO_LATE("too_late");

    private final String label;

    DropReason(String label) {
        this.label = label;
    }

    /** Returns the value of the metric tag. */
    String label() {
        return label;
    }
}
