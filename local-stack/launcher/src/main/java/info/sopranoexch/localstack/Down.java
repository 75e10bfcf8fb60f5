package info.sopranoexch.localstack;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stops the stack that up has started.", mixinStandardHelpOptions = true)
final class Down implements Callable<Integer> {
    private static final long LIMIT_SECONDS = 90;

    @Mixin
    private Main.Where where = new Main.Where();

    @Override
    public Integer call() throws Exception {
        Optional<ProcessHandle> launcher = RunningStack.in(where.folder()).flatMap(RunningStack::launcher);
        if (launcher.isEmpty()) {
            System.out.println("nothing is up");
            return 0;
        }
        launcher.get().destroy();
        launcher.get().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        System.out.println("stopped");
        return 0;
    }
}
