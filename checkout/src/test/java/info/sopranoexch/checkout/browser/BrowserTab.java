package info.sopranoexch.checkout.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One tab. */
public final class BrowserTab implements AutoCloseable, WebSocket.Listener {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    BrowserTab(HttpClient http, URI address) {
        this.socket = http.newWebSocketBuilder()
                .buildAsync(address, this)
                .orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    public BrowserTab size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", width < 600));
        return this;
    }

    public BrowserTab colours(String scheme) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    public BrowserTab language(String tag) {
        send("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", tag)));
        return this;
    }

    /** Opens a page, which may go on to another by itself. */
    public BrowserTab visit(String url) {
        send("Page.navigate", Map.of("url", url));
        return this;
    }

    /** Opens a page and waits until it is complete. */
    public BrowserTab go(String url) {
        visit(url);
        Awaitility.await().atMost(DEADLINE).ignoreExceptions().until(() -> {
            JsonNode state = run("location.href.split('#')[0] === " + JSON.writeValueAsString(url)
                    + " && document.readyState === 'complete'");
            return state.asBoolean();
        });
        return this;
    }

    public void back() {
        JsonNode history = send("Page.getNavigationHistory", Map.of());
        int before = history.get("currentIndex").asInt() - 1;
        send(
                "Page.navigateToHistoryEntry",
                Map.of("entryId", history.get("entries").get(before).get("id").asInt()));
    }

    /** Presses and releases a key that types nothing: Tab, Enter. */
    public void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "char", "keyUp")) {
            if (type.equals("char") && !key.equals("Enter")) {
                continue;
            }
            Map<String, Object> event = new java.util.HashMap<>(Map.of("type", type, "key", key, "code", key));
            event.put("windowsVirtualKeyCode", code);
            if (key.equals("Enter")) {
                event.put("text", "\r");
            }
            send("Input.dispatchKeyEvent", event);
        }
    }

    /** The value of an expression, awaited when it is a promise. */
    public JsonNode run(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(answer.get("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    public String text(String expression) {
        return run(expression).asString();
    }

    /** The visible text, also where scripts are off. */
    public String html() {
        JsonNode root = send("DOM.getDocument", Map.of("depth", 0)).get("root");
        return send("DOM.getOuterHTML", Map.of("nodeId", root.get("nodeId").asInt()))
                .get("outerHTML")
                .asString();
    }

    /** What the browser complained of: errors of scripts, what a policy blocked, what could not be loaded. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What axe finds wrong with the page as it stands; empty when nothing is. */
    public String violations() {
        if (!run("'axe' in window").asBoolean()) {
            run(Axe.SCRIPT + ";0");
        }
        return text(
                "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => "
                        + "v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | ')).join('\\n'))");
    }

    public byte[] screenshot() {
        return Base64.getDecoder()
                .decode(send("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data")
                        .asString());
    }

    public JsonNode send(String method, Map<String, ?> parameters) {
        int id = ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        waiting.put(id, answer);
        String message = JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(message, true).join();
        JsonNode received =
                answer.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        if (received.has("error")) {
            throw new IllegalStateException(method + ": " + received.get("error"));
        }
        return received.get("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            JsonNode message = JSON.readTree(part.toString());
            part.setLength(0);
            if (message.has("id")) {
                CompletableFuture<JsonNode> answer =
                        waiting.remove(message.get("id").asInt());
                if (answer != null) {
                    answer.complete(message);
                }
            } else {
                note(message.get("method").asString(), message.get("params"));
            }
        }
        from.request(1);
        return null;
    }

    private void note(String event, JsonNode parameters) {
        if (event.equals("Runtime.exceptionThrown")) {
            complaints.add(parameters.toString());
        } else if (event.equals("Log.entryAdded")
                && "error".equals(parameters.path("entry").path("level").asString())) {
            complaints.add(parameters.path("entry").path("text").asString());
        }
    }

    @Override
    public void close() {
        send("Page.close", Map.of());
        socket.abort();
    }
}
