package info.sopranoexch.checkout;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes what a listener sees as server-sent events: {@code state} with the new part of the page, {@code beat} when there
 * is nothing new, {@code end} when nothing more is to come. Source: HTML Living Standard, 9.2.
 */
@Component
class EventStream {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);

    private final StateHtml states;
    private final InstantSource clock;
    private final PageSettings settings;

    EventStream(StateHtml states, InstantSource clock, PageSettings settings) {
        this.states = states;
        this.clock = clock;
        this.settings = settings;
    }

    static void headers(HttpServletResponse response) {
        PageHeaders.set(response);
        response.setContentType("text/event-stream;charset=utf-8");
        // A proxy that collects the answer before it passes it on would make it useless.
        response.setHeader("X-Accel-Buffering", "no");
    }

    /**
     * Returns when the payment is settled, the time is up, the browser has gone or the gateway stops.
     *
     * @param returned whether this browser has come back from the provider, which payment-service may not know yet
     */
    void run(PaymentWatch.Listener listener, boolean returned, Language language, HttpServletResponse response) {
        headers(response);
        try {
            OutputStream out = response.getOutputStream();
            write(out, "retry: 2000\n\n");
            Instant end = clock.instant().plus(settings.streamLifetime());
            while (!listener.isOver() && clock.instant().isBefore(end)) {
                Screen next = listener.next(settings.heartbeat());
                Screen screen = next != null && returned ? next.afterReturn() : next;
                write(out, screen == null ? "event: beat\ndata:\n\n" : state(screen, language));
                if (screen != null && screen.phase().isSettled()) {
                    write(out, "event: end\ndata:\n\n");
                    return;
                }
            }
        } catch (IOException e) {
            log.debug("the browser has gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String state(Screen screen, Language language) {
        String html = states.of(screen, language).toString().strip();
        return "event: state\nid: " + screen.key() + "\ndata: " + html.replace("\n", "\ndata: ") + "\n\n";
    }

    private static void write(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
