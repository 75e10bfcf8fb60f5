package info.sopranoexch.webhook.scheduler;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts and stops the background threads of the scheduler in order. */
@Component
class SchedulerLifecycle implements SmartLifecycle {
    private static final Duration TICK = Duration.ofMillis(20);

    private final DeliveryScheduler scheduler;
    private final EndpointLeases leases;
    private final DeliveryLoader loader;
    private final ResultWriter results;
    private final DeliveryDispatcher dispatcher;
    private final DeliveryWorker deliveries;
    private final long shutdownMillis;
    private final BackgroundWorker ticker;
    private volatile boolean running;

    SchedulerLifecycle(
            DeliveryScheduler scheduler,
            EndpointLeases leases,
            DeliveryLoader loader,
            ResultWriter results,
            DeliveryDispatcher dispatcher,
            DeliveryWorker deliveries) {
        this.scheduler = scheduler;
        this.leases = leases;
        this.loader = loader;
        this.results = results;
        this.dispatcher = dispatcher;
        this.deliveries = deliveries;
        this.shutdownMillis = scheduler.shutdownTimeout().toMillis();
        this.ticker = new BackgroundWorker("scheduler-ticker", TICK, () -> {
            leases.stopIfExpired();
            scheduler.tick();
        });
    }

    @Override
    public void start() {
        running = true;
        scheduler.startWith(deliveries::start);
        results.start();
        dispatcher.start();
        loader.start();
        leases.start();
        ticker.start();
    }

    /** Starts no new attempt, waits for attempts in flight and their results, then releases the queues. */
    @Override
    public void stop() {
        running = false;
        ticker.stop();
        loader.stop();
        dispatcher.stop();
        scheduler.close();
        scheduler.awaitIdle(shutdownMillis);
        results.stop(shutdownMillis);
        leases.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts after the directory and before the Kafka listeners; stops after them. */
    @Override
    public int getPhase() {
        return 30;
    }
}
