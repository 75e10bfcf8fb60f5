package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.ClassCaches;
import info.sopranoexch.localstack.infrastructure.Installation;
import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "class-caches",
        description = "Records the classes of a demo run, so that later starts take half the time. Part of build.",
        mixinStandardHelpOptions = true)
final class ClassCachesCommand implements Callable<Integer> {
    /** Later payments run code that the first one only loads. */
    private static final int PAYMENTS = 3;

    @Override
    public Integer call() {
        var progress = new Progress(System.out);
        Path root = ProjectRoot.find();
        Installation installation = Installation.recording(root);
        var options =
                new LocalStack.Options(root, ProjectRoot.sopranoFolder(root).resolve("class-caches"), true, true, 1);
        try (LocalStack stack = LocalStack.start(options, progress, installation)) {
            var target = new DemoPayment.Target(
                    stack.apiUrl(), stack.sandboxUrl(), FirstMerchant.of(stack).apiKey());
            for (int i = 0; i < PAYMENTS; i++) {
                DemoPayment.run(target, progress);
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
