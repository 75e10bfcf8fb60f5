package info.sopranoexch.gateway.admission;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides immediately whether a request is processed or refused, by fixed limits for each class of requests. */
@Component
class Admission {
    private final Map<RequestClass, ClassCapacity> capacities = new EnumMap<>(RequestClass.class);
    private final double sharePerKey;
    private final int maxResponseBytes;
    private final Semaphore responseBytes;
    private final long deadlineNanos;
    private final AdmissionMetrics metrics;

    Admission(AdmissionProperties properties, AdmissionMetrics metrics) {
        this.metrics = metrics;
        this.sharePerKey = properties.sharePerKey();
        limit(
                RequestClass.COMMANDS,
                properties.commands(),
                properties.commandBytes().toBytes());
        limit(RequestClass.API, properties.apiRequests(), properties.apiBytes().toBytes());
        limit(
                RequestClass.CALLBACKS,
                properties.callbacks(),
                properties.callbackBytes().toBytes());
        limit(RequestClass.PAGES, properties.pages(), 0);
        limit(RequestClass.EVENT_STREAMS, properties.eventStreams(), 0);
        limit(RequestClass.WAITING, properties.waitingClients(), 0);
        limit(RequestClass.HEALTH, properties.healthChecks(), 0);
        this.maxResponseBytes = Math.toIntExact(properties.responseBytes().toBytes());
        this.responseBytes = new Semaphore(maxResponseBytes);
        this.deadlineNanos = properties.deadline().toNanos();
        metrics.registerResponseBytes(() -> maxResponseBytes - responseBytes.availablePermits());
    }

    private void limit(RequestClass requestClass, int requests, long bytes) {
        var capacity = new ClassCapacity(requests, bytes, sharePerKey);
        capacities.put(requestClass, capacity);
        metrics.register(requestClass, capacity);
    }

    /**
     * @param bodyBytes the largest size that the body can have; ignored for a class whose handlers read no body
     * @return the admitted request, which must be closed after its response; null if the request is refused
     */
    @Nullable
    AdmittedRequest admit(RequestClass requestClass, int bodyBytes, BooleanSupplier clientHasGone) {
        ClassCapacity capacity = capacity(requestClass);
        int reserved = capacity.hasBodies() ? bodyBytes : 0;
        boolean admitted = capacity.tryReserve(reserved);
        metrics.countDecision(requestClass, admitted);
        return admitted ? new AdmittedRequest(this, capacity, reserved, clientHasGone) : null;
    }

    /** Reserves the place of a waiting client. Returns null if the limit is reached. */
    @Nullable
    ClassCapacity tryReserveWaiting() {
        ClassCapacity capacity = capacity(RequestClass.WAITING);
        boolean admitted = capacity.tryReserve(0);
        metrics.countDecision(RequestClass.WAITING, admitted);
        return admitted ? capacity : null;
    }

    private ClassCapacity capacity(RequestClass requestClass) {
        ClassCapacity capacity = capacities.get(requestClass);
        if (capacity == null) {
            throw new IllegalStateException("Indicates a bug: no limit for " + requestClass);
        }
        return capacity;
    }

    boolean tryReserveResponseBytes(int bytes) {
        return responseBytes.tryAcquire(bytes);
    }

    void releaseResponseBytes(int bytes) {
        responseBytes.release(bytes);
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    void countDropped(DropReason reason) {
        metrics.countDropped(reason);
    }
}
