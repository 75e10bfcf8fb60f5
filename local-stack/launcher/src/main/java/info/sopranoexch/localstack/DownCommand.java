package info.sopranoexch.localstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stops the stack.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    private static final long LIMIT_SECONDS = 90;

    @Mixin
    private LocalStackCommand.HomeOption where = new LocalStackCommand.HomeOption();

    @Override
    public Integer call() {
        Optional<RunningStack> last = RunningStack.lastIn(where.folder());
        if (last.isEmpty()) {
            System.out.println("nothing is up");
            return 0;
        }
        RunningStack stack = last.get();
        List<ProcessHandle> all = new ArrayList<>(
                stack.processes().values().stream().flatMap(Optional::stream).toList());
        stack.launcher().ifPresent(launcher -> {
            launcher.destroy();
            all.add(launcher);
        });
        // Without a launcher the watchers of the processes stop them.
        if (!OrphanedProcesses.await(all, LIMIT_SECONDS)) {
            System.err.println("not stopped after " + LIMIT_SECONDS + " s: "
                    + all.stream()
                            .filter(ProcessHandle::isAlive)
                            .map(ProcessHandle::pid)
                            .toList());
            return 1;
        }
        System.out.println(
                all.isEmpty()
                        ? "nothing is up"
                        : "stopped; data remain in " + where.folder().home());
        return 0;
    }
}
