package info.sopranoexch.gateway.admission;

/** Why an admitted request did not become a command. */
enum DropReason {
    CLIENT_GONE("client_gone"),
    TOO_LATE("too_late");

    private final String label;

    DropReason(String label) {
        this.label = label;
    }

    /** As it stands in metrics. */
    String label() {
        return label;
    }
}
