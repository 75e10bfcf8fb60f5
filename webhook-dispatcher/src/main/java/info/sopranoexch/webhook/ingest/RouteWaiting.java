package info.sopranoexch.webhook.ingest;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks now and then whether the directory has come to know the merchants of events that wait for them. */
@Component
class RouteWaiting {
    private final IngestEvents ingest;

    RouteWaiting(IngestEvents ingest) {
        this.ingest = ingest;
    }

    @Scheduled(initialDelay = 1_000, fixedDelay = 1_000)
    void runOnce() {
        ingest.routeWaiting();
    }
}
