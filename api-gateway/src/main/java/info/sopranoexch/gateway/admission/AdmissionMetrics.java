package info.sopranoexch.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Counts admitted, refused and dropped requests, and shows the use of the limits. */
@Component
class AdmissionMetrics {
    private static final String REQUESTS = "soprano.gateway.admission.requests";

    private final MeterRegistry meters;
    private final Map<RequestClass, Counter> admitted;
    private final Map<RequestClass, Counter> refused;
    private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);

    AdmissionMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.admitted = byClass(requestClass -> requests(requestClass, "admitted"));
        this.refused = byClass(requestClass -> requests(requestClass, "refused"));
        for (DropReason reason : DropReason.values()) {
            dropped.put(
                    reason,
                    Counter.builder("soprano.gateway.admission.dropped")
                            .description(
                                    "admitted requests that did not become commands because the client no longer waited")
                            .tag("reason", reason.label())
                            .register(meters));
        }
    }

    private static Map<RequestClass, Counter> byClass(Function<RequestClass, Counter> counter) {
        Map<RequestClass, Counter> counters = new EnumMap<>(RequestClass.class);
        for (RequestClass requestClass : RequestClass.values()) {
            counters.put(requestClass, counter.apply(requestClass));
        }
        return counters;
    }

    private Counter requests(RequestClass requestClass, String decision) {
        return Counter.builder(REQUESTS)
                .description("requests by class and decision")
                .tags("class", requestClass.label(), "decision", decision)
                .register(meters);
    }

    void register(RequestClass requestClass, ClassCapacity capacity) {
        Gauge.builder("soprano.gateway.admission.in.flight", capacity, ClassCapacity::requestsInFlight)
                .description("requests in flight")
                .tag("class", requestClass.label())
                .register(meters);
        Gauge.builder("soprano.gateway.admission.limit", capacity, ClassCapacity::maxRequests)
                .description("maximum number of requests in flight")
                .tag("class", requestClass.label())
                .register(meters);
        Gauge.builder("soprano.gateway.admission.body.bytes", capacity, ClassCapacity::bytesInFlight)
                .description("bytes reserved for bodies of requests in flight")
                .tag("class", requestClass.label())
                .register(meters);
    }

    void registerResponseBytes(Supplier<Number> held) {
        Gauge.builder("soprano.gateway.admission.response.bytes", held)
                .description("bytes of responses of internal services that are held for requests in flight")
                .register(meters);
    }

    void countDecision(RequestClass requestClass, boolean admission) {
        Counter counter = (admission ? admitted : refused).get(requestClass);
        if (counter != null) {
            counter.increment();
        }
    }

    void countDropped(DropReason reason) {
        Counter counter = dropped.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
