package info.sopranoexch.webhook.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.starter.testing.SettableClock;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.scheduler.ConcurrencyLimiter.InFlightAttempt;
import info.sopranoexch.webhook.scheduler.DeliveryBuffer.LoadRequest;
import info.sopranoexch.webhook.sending.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliverySchedulerTest {
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final RetrySchedule schedule = new RetrySchedule(() -> 0.5, Duration.ofHours(1), clock);
    private final DeliveryScheduler scheduler = new DeliveryScheduler(SchedulerPropertiesFixture.with(8, 1_000), clock);
    private final List<InFlightAttempt> started = new ArrayList<>();

    @BeforeEach
    void open() {
        scheduler.startWith(started::add);
        scheduler.setOpen(true);
    }

    @Test
    void loadsANewQueueBeforeItAcceptsOffers() {
        adopt(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(7, 1)));
        assertThat(started).as("older ones may lie there").isEmpty();

        List<LoadRequest> requests = scheduler.awaitLoadRequests(10, 0);
        assertThat(requests).hasSize(1);
        scheduler.loaded(requests.getFirst(), List.of(DeliveryFixture.delivery(5, 1), DeliveryFixture.delivery(7, 1)));
        assertThat(ids()).containsExactly(5L);
        finish(started.getFirst(), SendResultFixture.status(200));
        assertThat(ids()).containsExactly(5L, 7L);
    }

    @Test
    void doesNotLoadABufferedDeliveryAgain() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        scheduler.reload(List.of(1L));
        feed(1, DeliveryFixture.delivery(1, 1));
        finish(started.getFirst(), SendResultFixture.status(200));

        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void ignoresARowThatWasReadWhileItsAttemptWasRecorded() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        scheduler.reload(List.of(1L));
        List<LoadRequest> requests = scheduler.awaitLoadRequests(10, 0);
        finish(started.getFirst(), SendResultFixture.status(200));
        scheduler.loaded(requests.getFirst(), List.of(DeliveryFixture.delivery(1, 1)));

        assertThat(ids()).containsExactly(1L);
        assertThat(scheduler.statistics().buffered()).isZero();
    }

    /** A notification may overtake the thread that committed the delivery. */
    @Test
    void reloadsInsteadOfSendingAnOfferOfARecordedDelivery() {
        adoptAndFeed(1);
        scheduler.reload(List.of(1L));
        feed(1, DeliveryFixture.delivery(1, 1));
        finish(started.getFirst(), SendResultFixture.status(200));

        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));

        assertThat(ids()).containsExactly(1L);
        List<LoadRequest> requests = scheduler.awaitLoadRequests(10, 0);
        assertThat(requests).as("it may have been put back by hand").hasSize(1);
        scheduler.loaded(requests.getFirst(), List.of(DeliveryFixture.delivery(1, 1)));
        assertThat(ids()).containsExactly(1L, 1L);
    }

    @Test
    void schedulesEndpointsInTurn() {
        adoptAndFeed(1);
        adoptAndFeed(2);
        scheduler.setOpen(false);
        LongStream.range(0, 50).forEach(i -> scheduler.offer(List.of(DeliveryFixture.delivery(100 + i, 1))));
        LongStream.range(0, 3).forEach(i -> scheduler.offer(List.of(DeliveryFixture.delivery(200 + i, 2))));
        scheduler.setOpen(true);
        for (int i = 0; i < 6; i++) {
            finish(started.get(i), SendResultFixture.status(200));
        }

        assertThat(ids().subList(0, 8)).contains(200L, 201L, 202L);
    }

    @Test
    void limitsSlowAndFailingEndpointsToAQuarter() {
        for (long queue = 1; queue <= 8; queue++) {
            adoptAndFeed(queue);
            scheduler.offer(
                    List.of(DeliveryFixture.delivery(queue, queue), DeliveryFixture.delivery(queue + 50, queue)));
        }
        assertThat(started).as("three quarters of eight").hasSize(6);
        List.copyOf(started).forEach(attempt -> finish(attempt, SendResultFixture.status(500)));
        assertThat(scheduler.statistics().slowInFlight()).isEqualTo(2);
        assertThat(scheduler.statistics().inFlight())
                .as("and two healthy ones that had waited")
                .isEqualTo(4);
        adoptAndFeed(100);
        scheduler.offer(List.of(DeliveryFixture.delivery(1_000, 100)));
        assertThat(ids()).as("a healthy one finds room at once").contains(1_000L);
    }

    @Test
    void retriesAFailedDeliveryAfterItsDelay() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        finish(started.getFirst(), SendResultFixture.status(500));

        clock.advance(Duration.ofMillis(4_999));
        scheduler.tick();
        assertThat(started).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        scheduler.tick();
        assertThat(started).hasSize(2);
        assertThat(started.getLast().delivery.attempts()).isEqualTo(1);
    }

    @Test
    void keepsALongRetryInTheDatabase() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1, 2, 0)));
        finish(started.getFirst(), SendResultFixture.status(500));
        assertThat(scheduler.statistics().buffered()).isZero();

        clock.advance(Duration.ofMinutes(2));
        scheduler.tick();
        assertThat(scheduler.awaitLoadRequests(10, 0)).hasSize(1);
    }

    @Test
    void evictsAPausedEndpointAndSendsOneProbe() {
        adoptAndFeed(1);
        LongStream.rangeClosed(1, 8).forEach(i -> scheduler.offer(List.of(DeliveryFixture.delivery(i, 1))));
        for (int i = 0; i < 5; i++) {
            finish(started.get(i), SendResultFixture.status(500));
        }
        assertThat(started).hasSize(5);
        clock.advance(Duration.ofSeconds(29));
        scheduler.tick();
        assertThat(started).as("paused, whatever falls due").hasSize(5);
        assertThat(scheduler.statistics().buffered()).isZero();

        clock.advance(Duration.ofSeconds(1));
        scheduler.tick();
        feed(1, DeliveryFixture.delivery(6, 1), DeliveryFixture.delivery(7, 1), DeliveryFixture.delivery(8, 1));
        assertThat(started).as("one probe").hasSize(6);
        finish(started.get(5), SendResultFixture.status(200));
        assertThat(started).as("well again, slowly").hasSize(7);
        finish(started.get(6), SendResultFixture.status(200));
        assertThat(ids().subList(5, 8)).containsExactly(6L, 7L, 8L);
    }

    @Test
    void sendsAnExpeditedDeliveryWhileTheEndpointIsPaused() {
        pause();
        scheduler.offer(
                List.of(DeliveryFixture.delivery(20, 1), DeliveryFixture.expedited(DeliveryFixture.delivery(21, 1))));
        scheduler.offer(List.of(DeliveryFixture.expedited(DeliveryFixture.delivery(22, 1))));
        assertThat(ids().subList(5, ids().size())).as("one at a time").containsExactly(21L);

        finish(started.get(5), SendResultFixture.status(500));
        assertThat(ids().subList(6, ids().size())).containsExactly(22L);
        finish(started.get(6), SendResultFixture.status(500));
        clock.advance(Duration.ofSeconds(29));
        scheduler.tick();
        assertThat(started).as("the breaker is still open").hasSize(7);
        clock.advance(Duration.ofSeconds(1));
        scheduler.tick();
        feed(1, DeliveryFixture.delivery(20, 1));
        assertThat(ids().getLast()).as("and its pause is no longer than it was").isEqualTo(20L);
    }

    @Test
    void loadsAnExpeditedDeliveryWhileThrottled() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        finish(started.getFirst(), SendResultFixture.retryAfter(Duration.ofDays(2)));

        scheduler.reload(List.of(1L));
        List<LoadRequest> requests = scheduler.awaitLoadRequests(10, 0);
        assertThat(requests).extracting(LoadRequest::limit).containsExactly(0);
        scheduler.loaded(requests.getFirst(), List.of(DeliveryFixture.expedited(DeliveryFixture.delivery(2, 1))));
        assertThat(ids()).containsExactly(1L, 2L);
        assertThat(scheduler.awaitLoadRequests(10, 0))
                .as("nothing more is requested")
                .isEmpty();
    }

    @Test
    void expeditesADeliveryThatWaitsForItsRetry() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        finish(started.getFirst(), SendResultFixture.status(500));

        scheduler.offer(List.of(DeliveryFixture.expedited(DeliveryFixture.delivery(1, 1, 1, 0))));
        assertThat(ids()).containsExactly(1L, 1L);

        clock.advance(Duration.ofSeconds(10));
        scheduler.tick();
        assertThat(started).as("its timer sends it no second time").hasSize(2);
    }

    @Test
    void sendsAnExpeditedDeliveryBeforeABacklog() {
        adoptAndFeed(1);
        LongStream.rangeClosed(1, 50).forEach(i -> scheduler.offer(List.of(DeliveryFixture.delivery(i, 1))));
        scheduler.offer(List.of(DeliveryFixture.expedited(DeliveryFixture.delivery(99, 1))));
        finish(started.getFirst(), SendResultFixture.status(200));

        assertThat(ids().subList(0, 2)).containsExactly(1L, 99L);
    }

    @Test
    void holdsAnExpeditedDeliveryOfADisabledEndpoint() {
        adoptAndFeed(1);
        scheduler.endpointChanged(1, 2, false);
        scheduler.offer(List.of(DeliveryFixture.expedited(DeliveryFixture.delivery(1, 1))));
        assertThat(started).isEmpty();
        assertThat(scheduler.statistics().buffered()).isZero();

        scheduler.endpointChanged(1, 3, true);
        feed(1, DeliveryFixture.expedited(DeliveryFixture.delivery(1, 1)));
        assertThat(ids()).containsExactly(1L);
    }

    private void pause() {
        adoptAndFeed(1);
        LongStream.rangeClosed(1, 5).forEach(i -> scheduler.offer(List.of(DeliveryFixture.delivery(i, 1))));
        for (int i = 0; i < 5; i++) {
            finish(started.get(i), SendResultFixture.status(500));
        }
        assertThat(started).hasSize(5);
    }

    @Test
    void limitsTheBuffer() {
        LongStream.range(1, 20).forEach(this::adoptAndFeed);
        scheduler.setOpen(false);
        LongStream.range(0, 5_000).forEach(i -> scheduler.offer(List.of(DeliveryFixture.delivery(i, 1))));
        assertThat(scheduler.statistics().buffered()).isLessThanOrEqualTo(256);

        for (long queue = 2; queue < 20; queue++) {
            for (long i = 0; i < 500; i++) {
                scheduler.offer(List.of(DeliveryFixture.delivery(queue * 10_000 + i, queue)));
            }
        }
        assertThat(scheduler.statistics().buffered()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void startsNothingWhileItIsNotOpen() {
        adoptAndFeed(1);
        scheduler.setOpen(false);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        assertThat(started).isEmpty();
        scheduler.setOpen(true);
        assertThat(started).hasSize(1);
    }

    @Test
    void reloadsAnUnsentDelivery() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        scheduler.returnUnsent(started.getFirst(), false);

        assertThat(scheduler.statistics().buffered()).isZero();
        feed(1, DeliveryFixture.delivery(1, 1));
        assertThat(started).hasSize(2);
    }

    @Test
    void sendsNothingToADisabledEndpointUntilTheDirectoryEnablesIt() {
        adoptAndFeed(1);
        scheduler.endpointChanged(1, 2, false);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        scheduler.tick();
        assertThat(started).isEmpty();

        scheduler.endpointChanged(1, 2, true);
        assertThat(scheduler.awaitLoadRequests(10, 0))
                .as("the same version is no news")
                .isEmpty();
        scheduler.endpointChanged(1, 3, true);
        feed(1, DeliveryFixture.delivery(1, 1));
        assertThat(started).hasSize(1);
    }

    @Test
    void keepsAQueueThatWasClaimedAgainAfterItWasFenced() {
        adoptAndFeed(1);
        scheduler.offer(List.of(DeliveryFixture.delivery(1, 1)));
        AttemptRecord record = end(started.getFirst(), SendResultFixture.status(200));
        scheduler.adopt(List.of(new EndpointLease(1, 2, 1, true, 0, null, null)));
        scheduler.recorded(List.of(), List.of(), ResultCounters.of(List.of(record)));

        assertThat(scheduler.owns(1)).isTrue();
    }

    private void adopt(long endpointId) {
        scheduler.adopt(List.of(new EndpointLease(endpointId, 1, 1, true, 0, null, null)));
    }

    private void adoptAndFeed(long endpointId) {
        adopt(endpointId);
        feed(endpointId);
    }

    private void feed(long endpointId, Delivery... rows) {
        List<LoadRequest> requests = scheduler.awaitLoadRequests(10, 0);
        assertThat(requests).extracting(request -> request.queue().endpointId).contains(endpointId);
        requests.forEach(request ->
                scheduler.loaded(request, request.queue().endpointId == endpointId ? List.of(rows) : List.of()));
    }

    private void finish(InFlightAttempt attempt, SendResult result) {
        scheduler.recorded(List.of(end(attempt, result)), List.of(), List.of());
    }

    private AttemptRecord end(InFlightAttempt attempt, SendResult result) {
        var health = result.isDelivered()
                ? scheduler.succeeded(attempt, Duration.ofMillis(5))
                : scheduler.failed(attempt, result, schedule);
        var outcome =
                result.isDelivered() ? new AttemptOutcome.Delivered() : schedule.afterFailure(attempt.delivery, result);
        scheduler.release(attempt);
        return new AttemptRecord(attempt.queue.epoch, attempt.delivery, attempt.startedAt, result, outcome, health);
    }

    private List<Long> ids() {
        return started.stream().map(attempt -> attempt.delivery.id()).toList();
    }
}
