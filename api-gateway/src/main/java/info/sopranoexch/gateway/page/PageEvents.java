package info.sopranoexch.gateway.page;

import info.sopranoexch.gateway.json.JsonWriter;
import info.sopranoexch.gateway.page.PageSource.Found;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * How a payment stands, as server-sent events. The thread of a stream is virtual and waits in {@link PageWatch}, so a stream
 * costs little but its connection.
 */
@Controller
class PageEvents {
    private final PageSource source;
    private final PageWatches watches;
    private final PageSettings settings;

    PageEvents(PageSource source, PageWatches watches, PageSettings settings) {
        this.source = source;
        this.watches = watches;
        this.settings = settings;
    }

    @GetMapping(path = "/pay/{paymentId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(@PathVariable("paymentId") String paymentId, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (source.find(paymentId)) {
            // A browser comes back after any other status but this one.
            case Found.Nothing() -> response.setStatus(204);
            case Found.NotYet() -> unavailable(response);
            case Found.Known(PageState state) -> {
                PageWatch watch = watches.join(state);
                if (watch == null) {
                    unavailable(response);
                    return;
                }
                try {
                    stream(watch, Language.of(request.getHeader("Accept-Language")), response);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    watches.leave(watch);
                }
            }
        }
    }

    private static void unavailable(HttpServletResponse response) {
        response.setHeader("Retry-After", "5");
        response.setStatus(503);
    }

    private void stream(PageWatch watch, Language language, HttpServletResponse response)
            throws IOException, InterruptedException {
        response.setContentType("text/event-stream;charset=UTF-8");
        // Some proxies gather a stream until it ends.
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream out = response.getOutputStream();
        long end = System.nanoTime() + settings.streamTime().toNanos();
        PageState seen = null;
        while (System.nanoTime() < end && (seen == null || !seen.isOver())) {
            PageState next = watch.next(seen, settings.heartbeat());
            out.write(next == null ? new byte[] {':', '\n', '\n'} : event(next, language));
            out.flush();
            seen = next == null ? seen : next;
        }
    }

    private static byte[] event(PageState state, Language language) {
        String data = new String(
                JsonWriter.object(json -> json.string("status", state.status())
                        .string("text", PageHtml.statusText(state, language))
                        .string("pay", payable(state))
                        .bool("over", state.isOver())),
                StandardCharsets.UTF_8);
        return ("event: state\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable String payable(PageState state) {
        return state.isPayable() ? state.providerUrl() : null;
    }
}
