package info.sopranoexch.checkout.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** Debian's Chromium, driven by Playwright. Nothing is downloaded. Not for several threads at once. */
public final class Browser implements AutoCloseable {
    private static final Path PROGRAM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));

    private final Playwright playwright;
    private final BrowserContext context;

    private Browser(Playwright playwright) {
        this.playwright = playwright;
        // Without a fixed viewport: each tab sets its own size.
        this.context = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(PROGRAM))
                .newContext(new NewContextOptions().setViewportSize(null));
    }

    /** Starts the browser. Without Chromium the test is skipped with a warning. */
    public static Browser start() {
        if (!Files.isExecutable(PROGRAM)) {
            String warning = "SKIPPED: pages are not tested in a browser, because " + PROGRAM
                    + " is missing (Debian: apt-get install chromium)";
            System.err.println(warning);
            Assumptions.abort(warning);
        }
        // Playwright must be called by one thread.
        Awaitility.pollInSameThread();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(playwright);
    }

    public BrowserTab open() {
        return new BrowserTab(context);
    }

    public void clearCookies() {
        context.clearCookies();
    }

    public void grantPermissions(String... permissions) {
        context.grantPermissions(List.of(permissions));
    }

    @Override
    public void close() {
        playwright.close();
        Awaitility.reset();
    }
}
