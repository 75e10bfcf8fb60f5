package info.sopranoexch.gateway.admission;

import java.util.concurrent.Semaphore;

/** The requests of one class that may be in flight, and the bytes of their bodies together. */
final class Budget {
    private final int maxRequests;
    private final int maxBytes;
    private final Semaphore requests;
    private final Semaphore bytes;

    /** @param maxBytes of bodies; 0 for a class of requests without bodies */
    Budget(int maxRequests, long maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = Math.toIntExact(maxBytes);
        this.requests = new Semaphore(maxRequests);
        this.bytes = new Semaphore(this.maxBytes);
    }

    boolean hasBodies() {
        return maxBytes > 0;
    }

    /** Takes a place and that many bytes at once, or nothing. */
    boolean take(int bodyBytes) {
        if (!requests.tryAcquire()) {
            return false;
        }
        if (!bytes.tryAcquire(bodyBytes)) {
            requests.release();
            return false;
        }
        return true;
    }

    void giveBack(int bodyBytes) {
        bytes.release(bodyBytes);
        requests.release();
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
