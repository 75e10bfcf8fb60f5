package info.sopranoexch.gateway.upstream;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of one service, called in turn. An instance that refused a connection or did not respond in time is called
 * last until its readiness check succeeds. A successful connection is not enough, because a starting instance accepts
 * connections before it is ready. A host name with several addresses counts as one instance for each address.
 */
final class ServiceInstances {
    private static final Logger log = LoggerFactory.getLogger(ServiceInstances.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);
    /** After this number of checks the instance is called in turn again. */
    private static final int MAX_CHECKS = 240;

    private static final int MAX_INSTANCES = 16;

    private final List<URI> bases;
    private final Predicate<URI> ready;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<URI> unavailable = ConcurrentHashMap.newKeySet();

    /**
     * @param bases one or more base URLs
     * @param ready checks whether an instance is ready; may block, throws nothing
     */
    ServiceInstances(List<URI> bases, Predicate<URI> ready) {
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("a service needs a base URL");
        }
        this.bases = List.copyOf(bases);
        this.ready = ready;
    }

    /** Returns all instances, beginning with the next in turn. */
    List<URI> inCallOrder() {
        List<URI> all = new ArrayList<>(bases.stream()
                .flatMap(ServiceInstances::addresses)
                .limit(MAX_INSTANCES)
                .toList());
        if (all.size() > 1) {
            Collections.rotate(all, turn.getAndIncrement());
            all.sort(Comparator.comparing(unavailable::contains));
        }
        return all;
    }

    /** Moves an instance to the end of the order until it is ready. */
    void markUnavailable(URI base) {
        if (unavailable.size() < MAX_INSTANCES && unavailable.add(base)) {
            Thread.ofVirtual().name("instance-check").start(() -> awaitReady(base));
        }
    }

    private void awaitReady(URI base) {
        try {
            int checks = 0;
            while (!ready.test(base) && ++checks < MAX_CHECKS) {
                Thread.sleep(CHECK_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unavailable.remove(base);
            log.info("{} receives requests again", base.getAuthority());
        }
    }

    private static Stream<URI> addresses(URI base) {
        if (!"http".equals(base.getScheme()) || "localhost".equals(base.getHost())) {
            return Stream.of(base);
        }
        try {
            InetAddress[] found = InetAddress.getAllByName(base.getHost());
            return found.length < 2 ? Stream.of(base) : Arrays.stream(found).map(address -> at(base, address));
        } catch (UnknownHostException e) {
            return Stream.of(base);
        }
    }

    private static URI at(URI base, InetAddress address) {
        String host = address.getHostAddress();
        String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return URI.create("http://" + literal + (base.getPort() < 0 ? "" : ":" + base.getPort()));
    }
}
