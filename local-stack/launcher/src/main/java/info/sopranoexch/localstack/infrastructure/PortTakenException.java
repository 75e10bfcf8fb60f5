package info.sopranoexch.localstack.infrastructure;

/** Another process listens on the port. */
public final class PortTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PortTakenException(String member, int port) {
        super("port " + port + " for " + member + " is taken by another process");
    }

    /** @throws PortTakenException if the port is not free */
    public static void check(String member, int port) {
        if (!Ports.isFree(port)) {
            throw new PortTakenException(member, port);
        }
    }
}
