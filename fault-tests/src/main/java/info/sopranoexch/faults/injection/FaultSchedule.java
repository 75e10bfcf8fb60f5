package info.sopranoexch.faults.injection;

import info.sopranoexch.faults.injection.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A list of faults, the same for the same seed, length and processes. */
public final class FaultSchedule {
    private static final Duration FIRST = Duration.ofSeconds(4);
    /** Every round deals each process once, and Paymoon this often. */
    private static final int PAYMOON_A_ROUND = 3;

    private static final List<Kind> OF_PAYMOON =
            List.of(Kind.HANGS_AFTER_SUCCESS, Kind.HANGS, Kind.OUTAGE, Kind.THROTTLED);

    private FaultSchedule() {}

    /**
     * @param length no fault begins or ends after it
     * @param gap between the beginnings of two faults, on average; they overlap
     */
    public static List<Fault> of(long seed, Duration length, Duration gap, List<String> processes) {
        var random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        List<String> deck = new ArrayList<>();
        Duration at = FIRST;
        while (true) {
            if (deck.isEmpty()) {
                deck.addAll(processes);
                deck.addAll(Collections.nCopies(PAYMOON_A_ROUND, Fault.PAYMOON));
                Collections.shuffle(deck, random);
            }
            String target = deck.removeLast();
            Kind kind = target.equals(Fault.PAYMOON)
                    ? OF_PAYMOON.get(random.nextInt(OF_PAYMOON.size()))
                    : kind(random.nextInt(100));
            Duration lasting = lasting(kind, random);
            if (at.plus(lasting).compareTo(length) > 0) {
                return List.copyOf(faults);
            }
            faults.add(new Fault(at, target, kind, lasting));
            at = at.plusMillis((long) (gap.toMillis() * (0.5 + random.nextDouble())));
        }
    }

    private static Kind kind(int drawn) {
        if (drawn < 50) {
            return Kind.KILL;
        }
        return drawn < 90 ? Kind.PAUSE : Kind.RESTART;
    }

    /** Pauses are mostly short and now and then longer than any lease, session and transaction may be silent. */
    private static Duration lasting(Kind kind, Random random) {
        int millis = switch (kind) {
            case KILL, RESTART -> random.nextInt(6_000);
            case PAUSE -> random.nextInt(5) == 0 ? 12_000 + random.nextInt(16_000) : 500 + random.nextInt(9_000);
            case HANGS_AFTER_SUCCESS, HANGS, OUTAGE, THROTTLED -> 2_000 + random.nextInt(8_000);
        };
        return Duration.ofMillis(millis);
    }
}
