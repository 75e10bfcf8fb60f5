package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Runs a payment from create to its signed webhook. Starts the stack if it is down.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private LocalStackCommand.HomeOption where = new LocalStackCommand.HomeOption();

    @Option(names = "--free-ports", description = "uses free ports instead of the default ports")
    private boolean freePorts;

    @Option(names = "--keep", description = "keeps the stack up until Ctrl-C or ./soprano down")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        var progress = new Progress(System.out);
        StackFolder folder = where.folder();
        Optional<RunningStack> running = RunningStack.in(folder);
        if (running.isPresent()) {
            RunningStack stack = running.get();
            if (!stack.isUp()) {
                throw new IllegalStateException("the stack is starting; try again when it is up");
            }
            progress.log("the stack is up already");
            DemoPayment.run(
                    new DemoPayment.Target(
                            stack.get(RunningStack.API_URL),
                            stack.get(RunningStack.SANDBOX_URL),
                            FirstMerchant.known(folder).apiKey()),
                    progress);
            return 0;
        }
        var options = new LocalStack.Options(ProjectRoot.find(), folder.home(), false, freePorts, 1).withRestarts();
        try (LocalStack stack = LocalStack.start(options, progress)) {
            var bootstrap = progress.step("API key and merchant", () -> FirstMerchant.of(stack));
            DemoPayment.run(new DemoPayment.Target(stack.apiUrl(), stack.sandboxUrl(), bootstrap.apiKey()), progress);
            if (keep) {
                progress.log("the stack remains up until Ctrl-C");
                new CountDownLatch(1).await();
            }
        }
        return 0;
    }
}
