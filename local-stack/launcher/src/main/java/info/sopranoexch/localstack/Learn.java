package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.ClassCaches;
import info.sopranoexch.localstack.infrastructure.Installation;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import info.sopranoexch.localstack.infrastructure.SopranoFolder;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
        return assemble(installation.caches(), progress) ? 0 : 1;
    }

    /** One after the other: each takes a processor and several hundred megabytes. A failure ends no other. */
    private static boolean assemble(ClassCaches caches, Progress progress) {
        boolean complete = true;
        for (String name : caches.learned()) {
            try {
                progress.step("class cache of " + name, () -> caches.assemble(name));
            } catch (IllegalStateException | UncheckedIOException e) {
                complete = false;
                progress.say(e.getMessage() + "\n" + name + " starts without it, in about twice the time");
            }
        }
        return complete;
    }
}
