package info.sopranoexch.localstack;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = "Shows what runs where; exits with 1 when something is not up.",
        mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
    @Mixin
    private Main.Where where = new Main.Where();

    @Override
    public Integer call() {
        Optional<RunningStack> running = RunningStack.in(where.folder());
        if (running.isEmpty()) {
            System.out.println("nothing is up");
            return 1;
        }
        RunningStack stack = running.get();
        if (!stack.isUp()) {
            System.out.println("the stack is starting");
        }
        System.out.println("base URL  " + stack.get(RunningStack.API_URL));
        System.out.println("sandbox   " + stack.get(RunningStack.SANDBOX_URL));
        System.out.println("kafka     " + stack.get(RunningStack.BOOTSTRAP_SERVERS));
        System.out.println("registry  " + stack.get(RunningStack.REGISTRY_URL));
        System.out.println();
        stack.processes()
                .forEach((name, process) -> System.out.printf(
                        Locale.ROOT,
                        "%-22s %s%n",
                        name,
                        process.map(handle -> "up, process " + handle.pid())
                                .orElse("DEAD; see ./soprano logs " + name)));
        return stack.processes().values().stream().allMatch(Optional::isPresent) ? 0 : 1;
    }
}
