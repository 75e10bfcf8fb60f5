package info.sopranoexch.faults.injection;

import info.sopranoexch.faults.injection.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A list of faults. The same seed, length and processes give the same list. */
public record FaultSchedule(List<Fault> faults) {
    private static final Duration FIRST_FAULT = Duration.ofSeconds(4);
    /** Each round contains every process once, and Paymoon this often. */
    private static final int PAYMOON_PER_ROUND = 3;

    private static final List<Kind> PAYMOON_KINDS =
            List.of(Kind.HANG_AFTER_SUCCESS, Kind.HANG, Kind.OUTAGE, Kind.THROTTLE);

    /**
     * @param length no fault begins or ends after it
     * @param gap between the beginnings of two faults, on average; faults overlap
     */
    public static FaultSchedule random(long seed, Duration length, Duration gap, List<String> processes) {
        var random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        List<String> round = new ArrayList<>();
        Duration at = FIRST_FAULT;
        while (true) {
            if (round.isEmpty()) {
                round.addAll(processes);
                round.addAll(Collections.nCopies(PAYMOON_PER_ROUND, Fault.PAYMOON));
                Collections.shuffle(round, random);
            }
            String target = round.removeLast();
            Kind kind = target.equals(Fault.PAYMOON)
                    ? PAYMOON_KINDS.get(random.nextInt(PAYMOON_KINDS.size()))
                    : processKind(random.nextInt(100));
            Duration duration = duration(kind, random);
            if (at.plus(duration).compareTo(length) > 0) {
                return new FaultSchedule(List.copyOf(faults));
            }
            faults.add(new Fault(at, target, kind, duration));
            at = at.plusMillis((long) (gap.toMillis() * (0.5 + random.nextDouble())));
        }
    }

    private static Kind processKind(int percent) {
        if (percent < 50) {
            return Kind.KILL;
        }
        return percent < 90 ? Kind.PAUSE : Kind.RESTART;
    }

    /** One pause in five is longer than any lease, session timeout and transaction timeout. */
    private static Duration duration(Kind kind, Random random) {
        int millis = switch (kind) {
            case KILL, RESTART -> random.nextInt(6_000);
            case PAUSE -> random.nextInt(5) == 0 ? 12_000 + random.nextInt(16_000) : 500 + random.nextInt(9_000);
            case HANG_AFTER_SUCCESS, HANG, OUTAGE, THROTTLE -> 2_000 + random.nextInt(8_000);
        };
        return Duration.ofMillis(millis);
    }
}
