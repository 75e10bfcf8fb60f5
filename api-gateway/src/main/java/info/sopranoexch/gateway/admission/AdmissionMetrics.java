package info.sopranoexch.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Counts admitted, refused and dropped requests, and shows the use of the limits. */
@Component
class AdmissionMetrics {
    private final MeterRegistry meters;
    private final Meter.MeterProvider<Counter> requests;
    private final Meter.MeterProvider<Counter> dropped;

    AdmissionMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.requests = Counter.builder("soprano.gateway.admission.requests")
                .description("requests by class and decision")
                .withRegistry(meters);
        this.dropped = Counter.builder("soprano.gateway.admission.dropped")
                .description("admitted requests that did not become commands because the client no longer waited")
                .withRegistry(meters);
        for (RequestClass requestClass : RequestClass.values()) {
            requests(requestClass, true);
            requests(requestClass, false);
        }
        for (DropReason reason : DropReason.values()) {
            dropped.withTag("reason", reason.label());
        }
    }

    private Counter requests(RequestClass requestClass, boolean admitted) {
        return requests.withTags("class", requestClass.label(), "decision", admitted ? "admitted" : "refused");
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

    void countDecision(RequestClass requestClass, boolean admitted) {
        requests(requestClass, admitted).increment();
    }

    void countDropped(DropReason reason) {
        dropped.withTag("reason", reason.label()).increment();
    }
}
