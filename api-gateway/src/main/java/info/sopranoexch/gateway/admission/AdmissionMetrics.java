package info.sopranoexch.gateway.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** How many requests are admitted, refused and dropped, and how much of the limits is in use. */
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
                            .description("admitted requests that did not become commands, since nobody waited for them")
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
                .description("requests by class and by whether they were worked on")
                .tags("class", requestClass.label(), "decision", decision)
                .register(meters);
    }

    void show(RequestClass requestClass, Budget budget) {
        Gauge.builder("soprano.gateway.admission.in.flight", budget, Budget::requestsInFlight)
                .description("requests that are being worked on")
                .tag("class", requestClass.label())
                .register(meters);
        Gauge.builder("soprano.gateway.admission.limit", budget, Budget::maxRequests)
                .description("requests that may be worked on at once")
                .tag("class", requestClass.label())
                .register(meters);
        Gauge.builder("soprano.gateway.admission.body.bytes", budget, Budget::bytesInFlight)
                .description("bytes reserved for the bodies of these requests")
                .tag("class", requestClass.label())
                .register(meters);
    }

    void showAnswerBytes(Supplier<Number> held) {
        Gauge.builder("soprano.gateway.admission.answer.bytes", held)
                .description("bytes of other services' answers that are held for requests in flight")
                .register(meters);
    }

    void decided(RequestClass requestClass, boolean admission) {
        Counter counter = (admission ? admitted : refused).get(requestClass);
        if (counter != null) {
            counter.increment();
        }
    }

    void dropped(DropReason reason) {
        Counter counter = dropped.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
