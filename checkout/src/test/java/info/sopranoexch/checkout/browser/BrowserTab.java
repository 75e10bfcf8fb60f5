package info.sopranoexch.checkout.browser;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One tab. Scripts run through the DevTools protocol, because the page's policy forbids Playwright's own way to run them. */
public final class BrowserTab implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Gson GSON = new Gson();
    /** Deque's accessibility checker, from its Maven artifact. */
    private static final String AXE = read("/axe.min.js");

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Page page;
    private final CDPSession devTools;

    BrowserTab(BrowserContext context) {
        page = context.newPage();
        devTools = context.newCDPSession(page);
        for (String domain : List.of("Page", "Runtime", "Network")) {
            send(domain + ".enable", Map.of());
        }
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
    }

    public BrowserTab size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", width < 600));
        return this;
    }

    public BrowserTab colours(String scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(scheme.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE));
        return this;
    }

    public BrowserTab language(String tag) {
        page.setExtraHTTPHeaders(Map.of("Accept-Language", tag));
        return this;
    }

    /** Opens a page, which may redirect to another one by script. */
    public BrowserTab visit(String url) {
        send("Page.navigate", Map.of("url", url));
        return this;
    }

    /** Opens a page and waits until it is complete. */
    public BrowserTab go(String url) {
        page.navigate(url);
        return this;
    }

    public void back() {
        page.goBack();
    }

    /** Lets the page believe that its tab is hidden or visible. Playwright makes every tab visible to its page. */
    public void visible(boolean visible) {
        run("Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => '"
                + (visible ? "visible" : "hidden") + "'}); document.dispatchEvent(new Event('visibilitychange')); 0");
    }

    public void bringToFront() {
        page.bringToFront();
    }

    public void press(String key) {
        page.keyboard().press(key);
    }

    /** The value of an expression. A promise is awaited. */
    public JsonNode run(String expression) {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.get("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    public String text(String expression) {
        return run(expression).asString();
    }

    /** The document, also where scripts are disabled. */
    public String html() {
        JsonNode root = send("DOM.getDocument", Map.of("depth", 0)).get("root");
        return send("DOM.getOuterHTML", Map.of("nodeId", root.get("nodeId").asInt()))
                .get("outerHTML")
                .asString();
    }

    /** The browser's error messages: errors of scripts, violations of the policy, failed requests. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The violations that axe finds in the current page; empty if there are none. */
    public String violations() {
        if (!run("'axe' in window").asBoolean()) {
            run(AXE + ";0");
        }
        return text(
                "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => "
                        + "v.id + ': ' + v.nodes.map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).join(' | ')).join('\\n'))");
    }

    public byte[] screenshot() {
        return page.screenshot();
    }

    /** Sends a command of the DevTools protocol. */
    public JsonNode send(String method, Map<String, ?> parameters) {
        JsonObject result = devTools.send(method, GSON.toJsonTree(parameters).getAsJsonObject());
        return JSON.readTree(result.toString());
    }

    @Override
    public void close() {
        page.close();
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(BrowserTab.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
