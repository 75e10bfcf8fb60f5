package info.sopranoexch.localstack;

import java.io.PrintStream;
import java.util.Locale;

/** Says what goes on, each line with the seconds since the beginning. Safe for use by several threads. */
public final class Progress {
    private final long start = System.nanoTime();
    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String what) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, what));
        out.flush();
    }

    /** Runs a step and says how long it took. */
    public void step(String name, Runnable step) {
        long begin = System.nanoTime();
        step.run();
        say(String.format(Locale.ROOT, "%-24s ready, took %.1f s", name, (System.nanoTime() - begin) / 1e9));
    }
}
