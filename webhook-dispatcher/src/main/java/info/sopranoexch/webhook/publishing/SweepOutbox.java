package info.sopranoexch.webhook.publishing;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Publishes what a crash or an outage left in the outbox. */
@Component
class SweepOutbox {
    private final WebhookEventPublisher publisher;

    SweepOutbox(WebhookEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 5_000)
    void run() {
        int published;
        do {
            published = publisher.runOnce();
        } while (published > 0);
    }
}
