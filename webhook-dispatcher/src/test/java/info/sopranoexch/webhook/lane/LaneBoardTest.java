package info.sopranoexch.webhook.lane;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.sending.SendResult;
import info.sopranoexch.webhook.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneBoardTest {
    private static final Instant NOW = Instant.parse("2024-01-01T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final RetrySchedule schedule = new RetrySchedule(() -> 0.5, Duration.ofHours(1));
    private final LaneBoard board = new LaneBoard(LaneSettings.with(8, 1_000), clock);
    private final List<Slot> started = new ArrayList<>();

    @BeforeEach
    void open() {
        board.startWith(started::add);
        board.setOpen(true);
    }

    @Test
    void aNewLaneLooksIntoTheDatabaseFirst() {
        adopt(1);
        board.offer(List.of(Deliveries.delivery(7, 1)));
        assertThat(started).as("older ones may lie there").isEmpty();

        List<FeedRequest> feeds = board.takeFeeds(10, 0);
        assertThat(feeds).hasSize(1);
        board.fed(feeds.getFirst(), List.of(Deliveries.delivery(5, 1), Deliveries.delivery(7, 1)));
        assertThat(ids()).containsExactly(5L);
        finish(started.getFirst(), Results.status(200));
        assertThat(ids()).containsExactly(5L, 7L);
    }

    @Test
    void whatIsHeldIsNotTakenFromTheDatabaseAgain() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        board.wake(List.of(1L));
        feed(1, Deliveries.delivery(1, 1));
        finish(started.getFirst(), Results.status(200));

        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void aRowReadWhileItsAttemptWasRecordedIsStale() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        board.wake(List.of(1L));
        List<FeedRequest> feeds = board.takeFeeds(10, 0);
        finish(started.getFirst(), Results.status(200));
        board.fed(feeds.getFirst(), List.of(Deliveries.delivery(1, 1)));

        assertThat(ids()).containsExactly(1L);
        assertThat(board.load().held()).isZero();
    }

    /** The database may tell of a commit, and the delivery be done, before the thread that committed it says so. */
    @Test
    void whatIsOfferedAfterItsAttemptWasRecordedIsAskedForNotSent() {
        adoptAndFeed(1);
        board.wake(List.of(1L));
        feed(1, Deliveries.delivery(1, 1));
        finish(started.getFirst(), Results.status(200));

        board.offer(List.of(Deliveries.delivery(1, 1)));

        assertThat(ids()).containsExactly(1L);
        List<FeedRequest> feeds = board.takeFeeds(10, 0);
        assertThat(feeds).as("it may have been put back by hand").hasSize(1);
        board.fed(feeds.getFirst(), List.of(Deliveries.delivery(1, 1)));
        assertThat(ids()).containsExactly(1L, 1L);
    }

    @Test
    void lanesTakeTurns() {
        adoptAndFeed(1);
        adoptAndFeed(2);
        board.setOpen(false);
        LongStream.range(0, 50).forEach(i -> board.offer(List.of(Deliveries.delivery(100 + i, 1))));
        LongStream.range(0, 3).forEach(i -> board.offer(List.of(Deliveries.delivery(200 + i, 2))));
        board.setOpen(true);
        for (int i = 0; i < 6; i++) {
            finish(started.get(i), Results.status(200));
        }

        assertThat(ids().subList(0, 8)).contains(200L, 201L, 202L);
    }

    @Test
    void slowAndFailingLanesGetAQuarterTogether() {
        for (long lane = 1; lane <= 8; lane++) {
            adoptAndFeed(lane);
            board.offer(List.of(Deliveries.delivery(lane, lane), Deliveries.delivery(lane + 50, lane)));
        }
        assertThat(started).as("three quarters of eight").hasSize(6);
        List.copyOf(started).forEach(slot -> finish(slot, Results.status(500)));
        assertThat(board.load().slowInFlight()).isEqualTo(2);
        assertThat(board.load().inFlight())
                .as("and two healthy ones that had waited")
                .isEqualTo(4);
        adoptAndFeed(100);
        board.offer(List.of(Deliveries.delivery(1_000, 100)));
        assertThat(ids()).as("a healthy one finds room at once").contains(1_000L);
    }

    @Test
    void aFailedDeliveryComesAgainAfterItsDelayAndNotBefore() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        finish(started.getFirst(), Results.status(500));

        clock.advance(Duration.ofMillis(4_999));
        board.tick();
        assertThat(started).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        board.tick();
        assertThat(started).hasSize(2);
        assertThat(started.getLast().delivery.attempts()).isEqualTo(1);
    }

    @Test
    void aLongDelayWaitsInTheDatabase() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1, 2, 0)));
        finish(started.getFirst(), Results.status(500));
        assertThat(board.load().held()).isZero();

        clock.advance(Duration.ofMinutes(2));
        board.tick();
        assertThat(board.takeFeeds(10, 0)).hasSize(1);
    }

    @Test
    void aPausedLaneKeepsNothingInMemoryAndProbesWithOne() {
        adoptAndFeed(1);
        LongStream.rangeClosed(1, 8).forEach(i -> board.offer(List.of(Deliveries.delivery(i, 1))));
        for (int i = 0; i < 5; i++) {
            finish(started.get(i), Results.status(500));
        }
        assertThat(started).hasSize(5);
        clock.advance(Duration.ofSeconds(29));
        board.tick();
        assertThat(started).as("paused, whatever falls due").hasSize(5);
        assertThat(board.load().held()).isZero();

        clock.advance(Duration.ofSeconds(1));
        board.tick();
        feed(1, Deliveries.delivery(6, 1), Deliveries.delivery(7, 1), Deliveries.delivery(8, 1));
        assertThat(started).as("one probe").hasSize(6);
        finish(started.get(5), Results.status(200));
        assertThat(started).as("well again, slowly").hasSize(7);
        finish(started.get(6), Results.status(200));
        assertThat(ids().subList(5, 8)).containsExactly(6L, 7L, 8L);
    }

    @Test
    void sendsAnExpeditedDeliveryWhileThePausedLaneHoldsBackTheOthers() {
        pause();
        board.offer(List.of(Deliveries.delivery(20, 1), Deliveries.expedited(Deliveries.delivery(21, 1))));
        board.offer(List.of(Deliveries.expedited(Deliveries.delivery(22, 1))));
        assertThat(ids().subList(5, ids().size())).as("one at a time").containsExactly(21L);

        finish(started.get(5), Results.status(500));
        assertThat(ids().subList(6, ids().size())).containsExactly(22L);
        finish(started.get(6), Results.status(500));
        clock.advance(Duration.ofSeconds(29));
        board.tick();
        assertThat(started).as("the breaker is still open").hasSize(7);
        clock.advance(Duration.ofSeconds(1));
        board.tick();
        feed(1, Deliveries.delivery(20, 1));
        assertThat(ids().getLast()).as("and its pause is no longer than it was").isEqualTo(20L);
    }

    @Test
    void takesAnExpeditedDeliveryOfAnotherInstanceFromTheDatabaseWhileThrottled() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        finish(started.getFirst(), Results.retryAfter(Duration.ofDays(2)));

        board.wake(List.of(1L));
        List<FeedRequest> feeds = board.takeFeeds(10, 0);
        assertThat(feeds).extracting(FeedRequest::limit).containsExactly(0);
        board.fed(feeds.getFirst(), List.of(Deliveries.expedited(Deliveries.delivery(2, 1))));
        assertThat(ids()).containsExactly(1L, 2L);
        assertThat(board.takeFeeds(10, 0)).as("nothing more is asked for").isEmpty();
    }

    @Test
    void expeditesADeliveryThatWaitsForItsRetryInMemory() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        finish(started.getFirst(), Results.status(500));

        board.offer(List.of(Deliveries.expedited(Deliveries.delivery(1, 1, 1, 0))));
        assertThat(ids()).containsExactly(1L, 1L);

        clock.advance(Duration.ofSeconds(10));
        board.tick();
        assertThat(started).as("its timer sends it no second time").hasSize(2);
    }

    @Test
    void sendsAnExpeditedDeliveryBeforeABacklog() {
        adoptAndFeed(1);
        LongStream.rangeClosed(1, 50).forEach(i -> board.offer(List.of(Deliveries.delivery(i, 1))));
        board.offer(List.of(Deliveries.expedited(Deliveries.delivery(99, 1))));
        finish(started.getFirst(), Results.status(200));

        assertThat(ids().subList(0, 2)).containsExactly(1L, 99L);
    }

    @Test
    void keepsAnExpeditedDeliveryOfADisabledEndpointBack() {
        adoptAndFeed(1);
        board.endpointChanged(1, 2, false);
        board.offer(List.of(Deliveries.expedited(Deliveries.delivery(1, 1))));
        assertThat(started).isEmpty();
        assertThat(board.load().held()).isZero();

        board.endpointChanged(1, 3, true);
        feed(1, Deliveries.expedited(Deliveries.delivery(1, 1)));
        assertThat(ids()).containsExactly(1L);
    }

    private void pause() {
        adoptAndFeed(1);
        LongStream.rangeClosed(1, 5).forEach(i -> board.offer(List.of(Deliveries.delivery(i, 1))));
        for (int i = 0; i < 5; i++) {
            finish(started.get(i), Results.status(500));
        }
        assertThat(started).hasSize(5);
    }

    @Test
    void memoryIsBoundedAndTheRestIsAskedForLater() {
        LongStream.range(1, 20).forEach(this::adoptAndFeed);
        board.setOpen(false);
        LongStream.range(0, 5_000).forEach(i -> board.offer(List.of(Deliveries.delivery(i, 1))));
        assertThat(board.load().held()).isLessThanOrEqualTo(256);

        for (long lane = 2; lane < 20; lane++) {
            for (long i = 0; i < 500; i++) {
                board.offer(List.of(Deliveries.delivery(lane * 10_000 + i, lane)));
            }
        }
        assertThat(board.load().held()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void aClosedBoardStartsNothing() {
        adoptAndFeed(1);
        board.setOpen(false);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        assertThat(started).isEmpty();
        board.setOpen(true);
        assertThat(started).hasSize(1);
    }

    @Test
    void whatIsGivenBackIsAskedForAgain() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        board.giveBack(started.getFirst(), false);

        assertThat(board.load().held()).isZero();
        feed(1, Deliveries.delivery(1, 1));
        assertThat(started).hasSize(2);
    }

    @Test
    void anEndpointThatIsSwitchedOffSendsNothingUntilTheDirectorySaysOtherwise() {
        adoptAndFeed(1);
        board.endpointChanged(1, 2, false);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        board.tick();
        assertThat(started).isEmpty();

        board.endpointChanged(1, 2, true);
        assertThat(board.takeFeeds(10, 0)).as("the same version is no news").isEmpty();
        board.endpointChanged(1, 3, true);
        feed(1, Deliveries.delivery(1, 1));
        assertThat(started).hasSize(1);
    }

    @Test
    void onlyTheOwnersLaneIsDroppedWhenItTurnsOutFenced() {
        adoptAndFeed(1);
        board.offer(List.of(Deliveries.delivery(1, 1)));
        AttemptRecord record = board.note(started.getFirst(), NOW, Results.status(200), schedule, Duration.ZERO);
        board.release(started.getFirst());
        board.adopt(List.of(new LaneLease(1, 2, 1, true, 0, null, null)));
        board.recorded(List.of(), List.of(), LaneTally.of(List.of(record)));

        assertThat(board.owns(1)).isTrue();
    }

    private void adopt(long endpointId) {
        board.adopt(List.of(new LaneLease(endpointId, 1, 1, true, 0, null, null)));
    }

    private void adoptAndFeed(long endpointId) {
        adopt(endpointId);
        feed(endpointId);
    }

    private void feed(long endpointId, Delivery... rows) {
        List<FeedRequest> feeds = board.takeFeeds(10, 0);
        assertThat(feeds).extracting(request -> request.lane().endpointId).contains(endpointId);
        feeds.forEach(
                request -> board.fed(request, request.lane().endpointId == endpointId ? List.of(rows) : List.of()));
    }

    private void finish(Slot slot, SendResult result) {
        AttemptRecord record = board.note(slot, clock.instant(), result, schedule, Duration.ofMillis(5));
        board.release(slot);
        board.recorded(List.of(record), List.of(), List.of());
    }

    private List<Long> ids() {
        return started.stream().map(slot -> slot.delivery.id()).toList();
    }
}
