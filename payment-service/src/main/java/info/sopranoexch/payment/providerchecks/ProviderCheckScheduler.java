package info.sopranoexch.payment.providerchecks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Publishes due provider checks five times a second, and counts them every 15 s. Tasks with a fixed rate have threads of their
 * own, so no other task delays them.
 */
@Component
class ProviderCheckScheduler {
    private static final Logger log = LoggerFactory.getLogger(ProviderCheckScheduler.class);

    private final DueCheckPublisher checks;
    private final CheckBacklog backlog;
    private final ProviderCheckProperties properties;
    private final Lock publishing = new ReentrantLock();

    ProviderCheckScheduler(DueCheckPublisher checks, CheckBacklog backlog, ProviderCheckProperties properties) {
        this.checks = checks;
        this.backlog = backlog;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 3_000, fixedRate = 200)
    void publish() {
        if (publishing.tryLock()) {
            try {
                run("publish", checks::runOnce);
            } finally {
                publishing.unlock();
            }
        }
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 15_000)
    void count() {
        run("count", backlog::count);
    }

    private void run(String task, Runnable step) {
        if (properties.enabled()) {
            try {
                step.run();
            } catch (RuntimeException e) {
                log.warn("could not {} provider checks: {}", task, e.toString());
            }
        }
    }
}
