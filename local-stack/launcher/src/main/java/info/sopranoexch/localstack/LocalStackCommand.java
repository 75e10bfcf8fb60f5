package info.sopranoexch.localstack;

import info.sopranoexch.cli.SopranoCli;
import info.sopranoexch.localstack.infrastructure.ClassCaches;
import info.sopranoexch.localstack.infrastructure.Installation;
import info.sopranoexch.localstack.infrastructure.LogTail;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The commands of {@code ./soprano} for the local stack. */
@Command(
        name = "soprano",
        description = "Runs the payment gateway on this machine, without Docker.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class LocalStackCommand {
    private static final long STOP_LIMIT_SECONDS = 90;
    private static final long START_REQUEST_INTERVAL_MILLIS = 200;
    /** Payments of the run that records class caches. Later payments run code that the first one only loads. */
    private static final int RECORDED_PAYMENTS = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            scope = ScopeType.INHERIT,
            names = "--home",
            description = "folder of the stack; default: .soprano/stack in the project")
    private @Nullable Path home;

    private LocalStackCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return SopranoCli.withErrorText(new CommandLine(new LocalStackCommand()));
    }

    private StackFolder folder() {
        Path given = home;
        return new StackFolder(
                given == null
                        ? ProjectRoot.sopranoFolder(ProjectRoot.find()).resolve("stack")
                        : given.toAbsolutePath());
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }

    @Command(description = "Starts the stack and runs until Ctrl-C or ./soprano down.")
    int up(
            @Option(names = "--fresh", description = "deletes data and secrets first") boolean fresh,
            @Option(names = "--free-ports", description = "uses free ports instead of the default ports")
                    boolean freePorts,
            @Option(names = "--instances", defaultValue = "1", description = "number of instances of each service")
                    int instances)
            throws InterruptedException {
        var options = new LocalStack.Options(ProjectRoot.find(), folder().home(), fresh, freePorts, instances);
        LocalStack stack = LocalStack.start(options.withRestarts(), new Progress(System.out));
        System.out.println(greeting(stack, FirstMerchant.of(stack)));
        // Ctrl-C or ./soprano down ends the JVM, and a shutdown hook stops the stack.
        new CountDownLatch(1).await();
        return 0;
    }

    private static String greeting(LocalStack stack, FirstMerchant merchant) {
        return String.format(
                Locale.ROOT, """
                base URL     %1$s
                API key      %2$s
                merchant id  %3$d
                sandbox      %4$s   (Paymoon)
                export SOPRANO_BASE_URL=%1$s SOPRANO_API_KEY=%2$s SOPRANO_MERCHANT_ID=%3$d
                curl %1$s/payment/create -H 'X-API-Key: %2$s' -H 'Content-Type: application/json' \\
                  -d '{"merchant_id": %3$d, "amount": 1000.00, "currency": "RUB", "description": "Payment for order #12345"}'
                Ctrl-C stops the stack. Data remain.""", stack.apiUrl(), merchant.apiKey(), merchant.merchantId(), stack.sandboxUrl());
    }

    @Command(description = "Runs a payment from create to its signed webhook. Starts the stack if it is down.")
    int demo(
            @Option(names = "--free-ports", description = "uses free ports instead of the default ports")
                    boolean freePorts,
            @Option(names = "--keep", description = "keeps the stack up until Ctrl-C or ./soprano down") boolean keep)
            throws InterruptedException {
        var progress = new Progress(System.out);
        StackFolder folder = folder();
        Optional<RunningStack> running = RunningStack.in(folder);
        if (running.isPresent()) {
            RunningStack stack = running.get();
            if (!stack.isUp()) {
                throw new IllegalStateException("the stack is starting; try again when it is up");
            }
            progress.log("the stack is up already");
            String apiKey = FirstMerchant.known(folder).apiKey();
            DemoPayment.run(stack.get(RunningStack.API_URL), apiKey, stack.get(RunningStack.SANDBOX_URL), progress);
            return 0;
        }
        var options = new LocalStack.Options(ProjectRoot.find(), folder.home(), false, freePorts, 1).withRestarts();
        try (LocalStack stack = LocalStack.start(options, progress)) {
            var merchant = progress.step("API key and merchant", () -> FirstMerchant.of(stack));
            DemoPayment.run(stack.apiUrl(), merchant.apiKey(), stack.sandboxUrl(), progress);
            if (keep) {
                progress.log("the stack remains up until Ctrl-C");
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }

    @Command(description = "Stops the stack.")
    int down() {
        Optional<RunningStack> last = RunningStack.lastIn(folder());
        List<ProcessHandle> all = new ArrayList<>();
        last.ifPresent(stack -> {
            all.addAll(stack.liveProcesses());
            stack.launcher().ifPresent(launcher -> {
                launcher.destroy();
                all.add(launcher);
            });
        });
        // Without a launcher the watchers of the processes stop them.
        if (!RunningStack.awaitEnd(all, STOP_LIMIT_SECONDS)) {
            List<Long> alive = all.stream()
                    .filter(ProcessHandle::isAlive)
                    .map(ProcessHandle::pid)
                    .toList();
            System.err.println("not stopped after " + STOP_LIMIT_SECONDS + " s: " + alive);
            return 1;
        }
        System.out.println(all.isEmpty() ? "nothing is up" : "stopped; data remain in " + folder().home());
        return 0;
    }

    @Command(
            description = "Shows processes, ports, health, consumer lag and dead letters; exits with 1 if a process is"
                    + " down or not healthy.")
    int status() {
        Optional<RunningStack> running = RunningStack.in(folder());
        if (running.isEmpty()) {
            out().println("nothing is up");
            return 1;
        }
        return StackStatus.print(running.get(), out()) ? 0 : 1;
    }

    @Command(description = "Starts a dead process of the running stack before its next restart.")
    int start(
            @Parameters(paramLabel = "PROCESS", description = "as status shows it, such as kafka or payment-service")
                    String process,
            @Option(
                            names = "--timeout",
                            defaultValue = "120",
                            description = "seconds to wait; default: ${DEFAULT-VALUE}")
                    long timeoutSeconds)
            throws InterruptedException {
        StackFolder folder = folder();
        var processes = RunningStack.require(folder).processes();
        if (!processes.containsKey(process)) {
            throw new IllegalArgumentException(
                    "there is no process " + process + "; there are " + String.join(", ", processes.keySet()));
        }
        Optional<ProcessHandle> running = processes.get(process);
        if (running.isPresent()) {
            out().println(process + " is up already, process " + running.get().pid());
            return 0;
        }
        long deadline = System.nanoTime() + timeoutSeconds * 1_000_000_000;
        while (running.isEmpty()) {
            if (System.nanoTime() > deadline) {
                err().println(process + " is not up after " + timeoutSeconds + " s; see ./soprano logs " + process);
                return 1;
            }
            StartRequests.send(folder, process);
            Thread.sleep(START_REQUEST_INTERVAL_MILLIS);
            running = RunningStack.require(folder).processes().getOrDefault(process, Optional.empty());
        }
        out().println(process + " is up, process " + running.get().pid());
        return 0;
    }

    @Command(description = "Shows the end of one log or of all logs.")
    int logs(
            @Parameters(arity = "0..1", description = "such as api-gateway or postgres") @Nullable String process,
            @Option(
                            names = {"-n", "--lines"},
                            defaultValue = "50",
                            description = "number of lines")
                    int lines)
            throws IOException {
        Path folder = folder().logs();
        String wanted = process == null ? "" : process + ".log";
        List<Path> logs = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                logs = files.filter(file -> wanted.isEmpty() || file.endsWith(wanted))
                        .sorted()
                        .toList();
            }
        }
        if (logs.isEmpty()) {
            System.err.println("no log" + (process == null ? "" : " of " + process) + " in " + folder);
            return 1;
        }
        for (Path log : logs) {
            if (logs.size() > 1) {
                System.out.println("==> " + log.getFileName());
            }
            System.out.println(LogTail.of(log, lines));
        }
        return 0;
    }

    @Command(
            name = "class-caches",
            description = "Records the classes of a demo run, so that later starts take half the time. Part of build.")
    int classCaches() {
        var progress = new Progress(System.out);
        Path root = ProjectRoot.find();
        Installation installation = Installation.recording(root);
        Path folder = ProjectRoot.sopranoFolder(root).resolve("class-caches");
        var options = new LocalStack.Options(root, folder, true, true, 1);
        try (LocalStack stack = LocalStack.start(options, progress, installation)) {
            String apiKey = FirstMerchant.of(stack).apiKey();
            for (int i = 0; i < RECORDED_PAYMENTS; i++) {
                DemoPayment.run(stack.apiUrl(), apiKey, stack.sandboxUrl(), progress);
            }
        }
        return assemble(installation.caches(), progress) ? 0 : 1;
    }

    /** Creates the caches one after the other, because each takes a processor and several hundred megabytes. */
    private static boolean assemble(ClassCaches caches, Progress progress) {
        boolean complete = true;
        for (String name : caches.recorded()) {
            try {
                progress.step("class cache of " + name, () -> caches.assemble(name));
            } catch (IllegalStateException | UncheckedIOException e) {
                complete = false;
                progress.log(e.getMessage() + "\n" + name + " starts without it, in about twice the time");
            }
        }
        return complete;
    }
}
