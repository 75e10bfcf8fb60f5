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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The instances of one service, asked in turn. One that took no connection is asked last for a while. A plain name stands
 * for all the addresses it has, since what resolves names for the HTTP client keeps to the first.
 */
final class Instances {
    private static final Duration AVOIDED = Duration.ofSeconds(5);
    private static final int MOST = 16;

    private final List<URI> bases;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<URI, Long> refusals = new ConcurrentHashMap<>();

    /** @param bases one or more */
    Instances(List<URI> bases) {
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("a service without a base URL");
        }
        this.bases = List.copyOf(bases);
    }

    /** All of them, the one whose turn it is first. */
    List<URI> inOrder() {
        List<URI> all = new ArrayList<>(
                bases.stream().flatMap(Instances::addresses).limit(MOST).toList());
        if (all.size() > 1) {
            Collections.rotate(all, turn.getAndIncrement());
            long now = System.nanoTime();
            all.sort(Comparator.comparing(base -> isAvoided(base, now)));
        }
        return all;
    }

    /** It took no connection. */
    void refused(URI base) {
        if (refusals.size() > MOST) {
            refusals.clear();
        }
        refusals.put(base, System.nanoTime());
    }

    private boolean isAvoided(URI base, long now) {
        Long at = refusals.get(base);
        return at != null && now - at < AVOIDED.toNanos();
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
