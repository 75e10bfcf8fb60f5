package info.sopranoexch.payment.providerchecks;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Publishes checks of invoices that the provider listed as changed, up to the limit of checks in flight. */
@Component
public class ListedChangePublisher {
    private final CheckPaymentPublisher checks;
    private final ChecksInFlight inFlight;
    private final InstantSource clock;

    ListedChangePublisher(CheckPaymentPublisher checks, ChecksInFlight inFlight, InstantSource clock) {
        this.checks = checks;
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /**
     * @param versions listed versions by payment id
     * @return the payments whose checks were published
     * @throws org.apache.kafka.common.KafkaException if a command was not acknowledged; others may have been written
     */
    public Set<String> publish(Map<String, Long> versions) {
        var chosen = new LinkedHashMap<String, Long>();
        versions.entrySet().stream()
                .limit(inFlight.free(CheckUrgency.PAYER, clock.instant()))
                .forEach(listed -> chosen.put(listed.getKey(), listed.getValue()));
        checks.publishListed(chosen);
        return chosen.keySet();
    }
}
