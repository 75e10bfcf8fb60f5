package info.sopranoexch.gateway.admission;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The capacity of one request class: requests in flight and the bytes of their bodies, in total and for each API key. The
 * limit for each key prevents that one client with slow bodies takes the whole capacity.
 */
final class ClassCapacity {
    private record InFlight(int requests, int bytes) {
        InFlight plus(InFlight other) {
            return new InFlight(requests + other.requests, bytes + other.bytes);
        }
    }

    private final int maxRequests;
    private final int maxBytes;
    private final int maxRequestsPerKey;
    private final int maxBytesPerKey;
    private final Semaphore requests;
    private final Semaphore bytes;
    private final Map<String, InFlight> inFlightByKey = new ConcurrentHashMap<>();

    /**
     * @param maxBytes bytes of bodies; 0 for a class without bodies
     * @param sharePerKey the part of the capacity that one API key may take
     */
    ClassCapacity(int maxRequests, long maxBytes, double sharePerKey) {
        this.maxRequests = maxRequests;
        this.maxBytes = Math.toIntExact(maxBytes);
        this.maxRequestsPerKey = Math.max(1, (int) (maxRequests * sharePerKey));
        this.maxBytesPerKey =
                Math.max((int) AdmissionProperties.LARGEST_BODY.toBytes(), (int) (this.maxBytes * sharePerKey));
        this.requests = new Semaphore(maxRequests);
        this.bytes = new Semaphore(this.maxBytes);
    }

    boolean hasBodies() {
        return maxBytes > 0;
    }

    /** Reserves one request and the bytes of its body, or nothing. */
    boolean tryReserve(int bodyBytes) {
        if (!requests.tryAcquire()) {
            return false;
        }
        if (!bytes.tryAcquire(bodyBytes)) {
            requests.release();
            return false;
        }
        return true;
    }

    void release(int bodyBytes) {
        bytes.release(bodyBytes);
        requests.release();
    }

    /** Counts a reserved request for its API key. Returns false, and counts nothing, above the limit of the key. */
    boolean tryReserveForKey(String keyId, int bodyBytes) {
        InFlight total = inFlightByKey.merge(keyId, new InFlight(1, bodyBytes), InFlight::plus);
        if (total.requests() <= maxRequestsPerKey && total.bytes() <= maxBytesPerKey) {
            return true;
        }
        releaseForKey(keyId, bodyBytes);
        return false;
    }

    void releaseForKey(String keyId, int bodyBytes) {
        inFlightByKey.computeIfPresent(
                keyId, (_, total) -> total.requests() == 1 ? null : total.plus(new InFlight(-1, -bodyBytes)));
    }

    int maxRequests() {
        return maxRequests;
    }

    int requestsInFlight() {
        return maxRequests - requests.availablePermits();
    }

    int bytesInFlight() {
        return maxBytes - bytes.availablePermits();
    }
}
