package info.sopranoexch.starter.shutdown;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * The first step of a shutdown. Readiness is already down, and the service continues for the drain time, until load balancers
 * have noticed. Each response closes its connection, so that no request is in flight when the listener closes.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConnectionDraining implements Filter, SmartLifecycle {
    private final ShutdownProperties properties;
    private volatile boolean running;
    private volatile boolean draining;

    ConnectionDraining(ShutdownProperties properties) {
        this.properties = properties;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (draining && response instanceof HttpServletResponse http) {
            http.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }

    @Override
    public void start() {
        draining = false;
        running = true;
    }

    @Override
    public void stop(Runnable callback) {
        draining = true;
        // In another thread: other beans of this phase stop at the same time.
        Thread.ofVirtual().name("drain").start(() -> {
            try {
                Thread.sleep(properties.drain());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                running = false;
                callback.run();
            }
        });
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the listeners of Kafka and the web server. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
