package info.sopranoexch.webhook.sending;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host name and checks its addresses in one step. The client connects only to checked addresses, which prevents DNS
 * rebinding. Address literals are checked too. Forbidden addresses are dropped; a name without an allowed address is rejected.
 */
final class CheckedResolver implements DnsResolver {
    private final AddressPolicy policy;
    private final Set<Integer> allowedPorts;
    private final NameLookup lookup;
    private final int maxAddresses;

    /** @param maxAddresses the greatest number of addresses to try */
    CheckedResolver(AddressPolicy policy, Set<Integer> allowedPorts, NameLookup lookup, int maxAddresses) {
        this.maxAddresses = maxAddresses;
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
        List<InetAddress> allowed =
                addresses.stream().filter(policy::isAllowed).limit(maxAddresses).toList();
        if (allowed.isEmpty()) {
            throw new ForbiddenTargetException(host + " has no public address");
        }
        List<InetSocketAddress> targets = allowed.stream()
                .filter(address -> policy.isLoopback(address) || allowedPorts.contains(port))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
        if (targets.isEmpty()) {
            throw new ForbiddenTargetException("port " + port + " is not allowed");
        }
        trace.connectingTo(targets.getFirst().getAddress());
        return targets;
    }

    /** Not used by the client. Without the port the target cannot be checked. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new ForbiddenTargetException("resolution of " + host + " without a port");
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
