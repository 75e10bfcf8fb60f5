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
 * The instances of one service, asked in turn. One that took no connection, or did not answer in time, is asked last until
 * it says itself that it is ready: an instance that starts takes connections long before. A plain name stands for all the
 * addresses it has, since what resolves names for the HTTP client keeps to the first.
 */
final class Instances {
    private static final Logger log = LoggerFactory.getLogger(Instances.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** Probes of one that is away; past them the next request that it fails begins anew. */
    private static final int PROBES = 240;

    private static final int MOST = 16;

    private final List<URI> bases;
    private final Predicate<URI> ready;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<URI> away = ConcurrentHashMap.newKeySet();

    /**
     * @param bases one or more
     * @param ready asks an instance whether it is; may wait, and throws nothing
     */
    Instances(List<URI> bases, Predicate<URI> ready) {
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("a service without a base URL");
        }
        this.bases = List.copyOf(bases);
        this.ready = ready;
    }

    /** All of them, the one whose turn it is first. */
    List<URI> inOrder() {
        List<URI> all = new ArrayList<>(
                bases.stream().flatMap(Instances::addresses).limit(MOST).toList());
        if (all.size() > 1) {
            Collections.rotate(all, turn.getAndIncrement());
            all.sort(Comparator.comparing(away::contains));
        }
        return all;
    }

    /** It took no connection, or did not answer in time. */
    void failed(URI base) {
        if (away.size() < MOST && away.add(base)) {
            Thread.ofVirtual().name("instance-probe").start(() -> awaitReady(base));
        }
    }

    private void awaitReady(URI base) {
        try {
            int probes = 0;
            while (!ready.test(base) && ++probes < PROBES) {
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            away.remove(base);
            log.info("{} is asked in its turn again", base.getAuthority());
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
