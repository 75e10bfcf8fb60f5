package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.ClassCaches;
import info.sopranoexch.localstack.infrastructure.Installation;
import info.sopranoexch.localstack.infrastructure.Parallel;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.SopranoFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;

@Command(
        name = "learn",
        description =
                "Watches the JVMs while a payment is made, so that later starts take half the time; part of build.",
        mixinStandardHelpOptions = true)
final class Learn implements Callable<Integer> {
    /** The second and third one run what the first one only loaded. */
    private static final int PAYMENTS = 3;

    @Override
    public Integer call() {
        var progress = new Progress(System.out);
        Path root = ProjectRoot.find();
        Installation installation = Installation.learning(root);
        var options = new LocalStack.Options(root, SopranoFolder.of(root).resolve("learning"), true, true, 1);
        try (LocalStack stack = LocalStack.start(options, progress, installation)) {
            var target = new DemoPayment.Target(
                    stack.apiUrl(), stack.sandboxUrl(), Bootstrap.of(stack).apiKey());
            for (int i = 0; i < PAYMENTS; i++) {
                DemoPayment.run(target, progress);
            }
        }
        assemble(installation.caches(), progress);
        return 0;
    }

    private static void assemble(ClassCaches caches, Progress progress) {
        var waiting = new ConcurrentLinkedQueue<>(caches.learned());
        Runnable lane = () -> {
            for (String name = waiting.poll(); name != null; name = waiting.poll()) {
                String next = name;
                progress.step("class cache of " + next, () -> caches.assemble(next));
            }
        };
        Parallel.run(List.of(lane, lane));
    }
}
