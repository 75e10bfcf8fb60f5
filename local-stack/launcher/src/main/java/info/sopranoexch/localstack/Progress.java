package info.sopranoexch.localstack;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/** Logs progress with the seconds since the start. Safe for use by several threads. */
public final class Progress {
    private final long start = System.nanoTime();
    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void log(String message) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, message));
        out.flush();
    }

    /** Runs a step and logs its duration. */
    public void step(String name, Runnable step) {
        var _ = step(name, () -> {
            step.run();
            return name;
        });
    }

    /** Runs a step, logs its duration, and returns its result. */
    public <T> T step(String name, Supplier<T> step) {
        long begin = System.nanoTime();
        T result = step.get();
        log(String.format(Locale.ROOT, "%-24s ready, took %.1f s", name, (System.nanoTime() - begin) / 1e9));
        return result;
    }

    /** Logs all lines of a text, indented. */
    void logLines(Object text) {
        text.toString().lines().forEach(line -> out.println("            " + line));
    }
}
