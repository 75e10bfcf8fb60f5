package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time of each process of a stack, its children's included, as {@code /proc} counts it. */
final class ProcessorTime {
    /** {@code _SC_CLK_TCK}, which is the same on every Linux that the JDK runs on. */
    private static final long MILLIS_A_TICK = 10;

    /** Of {@code /proc/PID/stat}, counted from after the command's name: utime, stime, cutime, cstime. */
    private static final int FIRST = 11;

    private static final int OWN = 2;
    private static final int WITH_ENDED_CHILDREN = 4;

    private ProcessorTime() {}

    /** Milliseconds so far, by the member's name. */
    static Map<String, Long> of(LocalStack stack) {
        var millis = new LinkedHashMap<String, Long>();
        for (Member member : stack.all()) {
            Stream<ProcessHandle> children =
                    ProcessHandle.of(member.pid()).stream().flatMap(ProcessHandle::descendants);
            long ticks = ticks(member.pid(), WITH_ENDED_CHILDREN)
                    + children.mapToLong(child -> ticks(child.pid(), OWN)).sum();
            millis.put(member.name(), ticks * MILLIS_A_TICK);
        }
        return millis;
    }

    private static long ticks(long pid, int fields) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long sum = 0;
            for (int field = FIRST; field < FIRST + fields; field++) {
                sum += Long.parseLong(values[field]);
            }
            return sum;
        } catch (NoSuchFileException e) {
            return 0; // has ended meanwhile
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
