package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the processor time of this process, and of each process of a stack and its children, from {@code /proc}. */
final class ProcessorTime {
    /** {@code _SC_CLK_TCK} is 100 on every Linux that the JDK supports. */
    private static final long MILLIS_A_TICK = 10;

    /** Index of utime in {@code /proc/PID/stat} after the command's name; stime, cutime and cstime follow. */
    private static final int FIRST = 11;

    private static final int OWN = 2;
    private static final int WITH_ENDED_CHILDREN = 4;

    static final String LOAD_GENERATOR = "load generator";

    private ProcessorTime() {}

    /** Milliseconds since the start, by process name. */
    static Map<String, Long> of(LocalStack stack) {
        var millis = new LinkedHashMap<String, Long>();
        for (StackProcess member : stack.all()) {
            Stream<ProcessHandle> children =
                    ProcessHandle.of(member.pid()).stream().flatMap(ProcessHandle::descendants);
            long ticks = ticks(member.pid(), WITH_ENDED_CHILDREN)
                    + children.mapToLong(child -> ticks(child.pid(), OWN)).sum();
            millis.put(member.name(), ticks * MILLIS_A_TICK);
        }
        millis.put(LOAD_GENERATOR, ticks(ProcessHandle.current().pid(), OWN) * MILLIS_A_TICK);
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
