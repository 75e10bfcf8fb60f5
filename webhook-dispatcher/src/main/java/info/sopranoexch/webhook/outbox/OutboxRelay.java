package info.sopranoexch.webhook.outbox;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Publishes what a crash or an outage left in the outbox. */
@Component
class OutboxRelay {
    private final WebhookEventPublisher publisher;

    OutboxRelay(WebhookEventPublisher publisher) {
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
