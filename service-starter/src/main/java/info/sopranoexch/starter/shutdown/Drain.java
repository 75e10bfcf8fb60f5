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
 * The first part of stopping. Readiness says no by now; everything goes on for the drain time, so that whoever sends
 * requests has seen that, and each answer asks for its connection to be closed, so that no request is under way on an old
 * one when the listener closes.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class Drain implements Filter, SmartLifecycle {
    private final ShutdownSettings settings;
    private volatile boolean running;
    private volatile boolean draining;

    Drain(ShutdownSettings settings) {
        this.settings = settings;
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
        // Beside the caller: others stop in this phase too, and need not wait.
        Thread.ofVirtual().name("drain").start(() -> {
            try {
                Thread.sleep(settings.drain());
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

    /** Stops before anything else: listeners of Kafka and the web server come after. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
