package info.sopranoexch.localstack.infrastructure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A server in a container. It keeps data and port across kill and start. */
final class ContainerProcess implements StackProcess {
    /** Throws while the server is not ready. */
    interface Probe {
        void check() throws Exception;
    }

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final long PAUSE_MILLIS = 100;

    private final String name;
    private final GenericContainer<?> container;
    private final int port = Ports.free();
    private final Probe probe;

    /** @param innerPort port in the container */
    ContainerProcess(String name, String image, int innerPort, Probe probe) {
        this.name = name;
        this.probe = probe;
        this.container = new GenericContainer<>(DockerImageName.parse(image));
        // A fixed port, because the engine assigns another one at each start.
        container.setPortBindings(List.of(port + ":" + innerPort));
        container.setWaitStrategy(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {
                // The probe waits instead.
            }
        });
    }

    /** The container, for configuration before the first start. */
    GenericContainer<?> container() {
        return container;
    }

    /** The port on this machine. */
    int port() {
        return port;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else if (!isAlive()) {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        await();
    }

    private void await() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                probe.check();
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (Exception e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(name + " does not serve; its log:\n" + container.getLogs(), e);
                }
            }
            waitABit();
        }
    }

    private static void waitABit() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void stop() {
        if (isAlive()) {
            docker().stopContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void kill() {
        if (isAlive()) {
            docker().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void pause() {
        if (isAlive()) {
            docker().pauseContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void resume() {
        if (isAlive()) {
            docker().unpauseContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public boolean isAlive() {
        return container.getContainerId() != null && Boolean.TRUE.equals(state().getRunning());
    }

    @Override
    public long pid() {
        Long pid = container.getContainerId() == null ? null : state().getPidLong();
        return pid == null ? 0 : pid;
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
