package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.ChildProcess;
import info.sopranoexch.localstack.infrastructure.ClassCaches;
import info.sopranoexch.localstack.infrastructure.JavaCommand.Effort;
import info.sopranoexch.localstack.infrastructure.LocalHttpGet;
import info.sopranoexch.localstack.infrastructure.LocalProcess;
import info.sopranoexch.localstack.infrastructure.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The process of a service instance. */
final class ServiceProcess extends LocalProcess {
    /**
     * @param name of the instance, such as {@code api-gateway-2}
     * @param module of the project
     * @param health path that returns 200 when the service is ready
     * @param heapMegabytes limit of the heap
     */
    record Spec(
            String name,
            String module,
            Path jar,
            int port,
            String health,
            int heapMegabytes,
            Map<String, String> environment) {}

    private final Spec spec;
    private final ServiceJarCache image;
    private final ClassCaches caches;
    private final Path folder;

    /** @param folder working directory and folder of the log */
    ServiceProcess(Spec spec, ServiceJarCache image, ClassCaches caches, Path folder) {
        super(spec.name(), folder.resolve(spec.name() + ".log"), spec.port());
        this.spec = spec;
        this.image = image;
        this.caches = caches;
        this.folder = folder;
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    protected ChildProcess launch() {
        Ports.expectFree(name(), port());
        Path jar = image.of(spec.jar());
        List<String> command = caches.command(
                spec.module(), spec.heapMegabytes(), Effort.LASTING, List.of(jar), List.of("-jar", jar.toString()));
        return ChildProcess.start(name(), caches.shutdown(), command, spec.environment(), folder, log());
    }

    @Override
    protected void probe() throws IOException {
        LocalHttpGet.expectOk(url() + spec.health());
    }
}
