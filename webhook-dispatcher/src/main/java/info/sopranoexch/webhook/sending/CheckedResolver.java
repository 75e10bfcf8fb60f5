package info.sopranoexch.webhook.sending;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves and checks in one: the client connects to the very addresses that were checked, so a name that resolves
 * differently the second time gains nothing. Literals in every notation come through here too. One forbidden address
 * among several refuses the name as a whole.
 */
final class CheckedResolver implements DnsResolver {
    /** Addresses that are tried, at most; each may cost a connect timeout. */
    private static final int MAX_ADDRESSES = 4;

    private final AddressPolicy policy;
    private final Set<Integer> allowedPorts;
    private final NameLookup lookup;

    CheckedResolver(AddressPolicy policy, Set<Integer> allowedPorts, NameLookup lookup) {
        this.policy = policy;
        this.allowedPorts = Set.copyOf(allowedPorts);
        this.lookup = lookup;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        AttemptTrace trace = AttemptTrace.current();
        long start = System.nanoTime();
        List<InetAddress> addresses = lookup.resolve(host);
        trace.resolved(System.nanoTime() - start);
        List<InetSocketAddress> checked = new ArrayList<>();
        for (InetAddress address : addresses) {
            check(host, port, address);
            if (checked.size() < MAX_ADDRESSES) {
                checked.add(new InetSocketAddress(address, port));
            }
        }
        trace.connectingTo(checked.getFirst().getAddress());
        return checked;
    }

    private void check(String host, int port, InetAddress address) throws ForbiddenTargetException {
        if (!policy.isAllowed(address)) {
            throw new ForbiddenTargetException(host + " is at an address that is not public");
        }
        if (!policy.isLoopback(address) && !allowedPorts.contains(port)) {
            throw new ForbiddenTargetException("port " + port + " is not allowed");
        }
    }

    /** Never on our path: without the port the check would be half a check. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new ForbiddenTargetException("resolution of " + host + " without a port");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
