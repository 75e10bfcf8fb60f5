package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.ChildMember;
import info.sopranoexch.localstack.infrastructure.ChildProcess;
import info.sopranoexch.localstack.infrastructure.ClassCaches;
import info.sopranoexch.localstack.infrastructure.HttpProbe;
import info.sopranoexch.localstack.infrastructure.JavaCommand.Effort;
import info.sopranoexch.localstack.infrastructure.PortTakenException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of our services, or a further instance of it, as a process of its own. */
final class ServiceProcess extends ChildMember {
    /**
     * @param name of the instance, such as {@code api-gateway-2}
     * @param module of the project that it is built from
     * @param port that it serves on
     * @param health path that answers 200 when it is ready
     * @param heapMegabytes the limit of its heap
     * @param effort what its JVM puts into compiling
     */
    record Spec(
            String name,
            String module,
            Path jar,
            int port,
            String health,
            int heapMegabytes,
            Effort effort,
            Map<String, String> environment) {}

    private static final Duration START_LIMIT = Duration.ofSeconds(240);

    private final Spec spec;
    private final ServiceImage image;
    private final ClassCaches caches;
    private final Path folder;

    /** @param folder where it runs and logs */
    ServiceProcess(Spec spec, ServiceImage image, ClassCaches caches, Path folder) {
        super(spec.name(), folder.resolve(spec.name() + ".log"));
        this.spec = spec;
        this.image = image;
        this.caches = caches;
        this.folder = folder;
    }

    int port() {
        return spec.port();
    }

    String url() {
        return "http://127.0.0.1:" + spec.port();
    }

    @Override
    protected ChildProcess launch() {
        PortTakenException.check(name(), spec.port());
        Path jar = image.of(spec.jar());
        List<String> command = caches.command(
                spec.module(), spec.heapMegabytes(), spec.effort(), List.of(jar), List.of("-jar", jar.toString()));
        return ChildProcess.start(name(), caches.shutdown(), command, spec.environment(), folder, log());
    }

    @Override
    protected void probe() throws IOException {
        HttpProbe.expectOk(url() + spec.health());
    }

    @Override
    protected Duration startLimit() {
        return START_LIMIT;
    }
}
