package info.sopranoexch.webhook.housekeeping;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes partitions ahead of time, at start and every hour, and drops those past retention. */
@Component
class Housekeeping implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    private final Partitions partitions;
    private final HousekeepingProperties properties;
    private final InstantSource clock;
    private volatile boolean running;

    Housekeeping(Partitions partitions, HousekeepingProperties properties, InstantSource clock) {
        this.partitions = partitions;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 3_600_000, fixedDelay = 3_600_000)
    void runOnce() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        // Yesterday's too: the clocks of instances differ.
        for (int day = -1; day <= properties.aheadDays(); day++) {
            partitions.ensureDay(today.plusDays(day));
        }
        int dropped = partitions.drop(
                today.minusDays(properties.historyDays()),
                today.minusMonths(properties.headMonths()).withDayOfMonth(1));
        log.info("Partitions stand for {} days ahead; {} dropped", properties.aheadDays(), dropped);
    }

    @Override
    public void start() {
        runOnce();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything writes. */
    @Override
    public int getPhase() {
        return 10;
    }
}
