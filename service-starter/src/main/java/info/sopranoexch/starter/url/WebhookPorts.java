package info.sopranoexch.starter.url;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The ports of public webhook endpoints. The setting {@code soprano.webhooks.allowed-ports} has the same meaning where an
 * address is accepted and where it is called.
 */
public record WebhookPorts(Set<Integer> allowed) {
    /** Default of the setting. */
    public static final String DEFAULT = "80,443,8080,8443";

    public WebhookPorts {
        allowed = Set.copyOf(allowed);
    }

    public boolean allows(int port) {
        return allowed.contains(port);
    }

    /** For messages: the ports in ascending order. */
    @Override
    public String toString() {
        return new TreeSet<>(allowed).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
