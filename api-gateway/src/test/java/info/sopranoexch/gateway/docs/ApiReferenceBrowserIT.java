package info.sopranoexch.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.checkout.browser.Browser;
import info.sopranoexch.checkout.browser.BrowserTab;
import info.sopranoexch.contract.ApiContract;
import info.sopranoexch.contract.Operation;
import info.sopranoexch.gateway.support.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Opens the API reference in Chromium. */
class ApiReferenceBrowserIT {
    private static final Path SCREENSHOTS = Path.of("target", "docs-screenshots");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void showsEveryOperationAndObeysThePolicy() throws IOException {
        var contract = ApiContract.load(Path.of("..", "docs", "openapi.yaml"));
        Files.createDirectories(SCREENSHOTS);
        try (Browser browser = Browser.start();
                BrowserTab tab = browser.open()) {
            tab.size(1280, 900).language("en").colours("light");
            tab.go(TestGateway.shared().http().base() + "/docs");

            for (String operation :
                    contract.operations().stream().map(Operation::id).distinct().toList()) {
                await().atMost(DEADLINE)
                        .until(() -> tab.run("document.querySelector('[id$=\"-" + operation + "\"]') !== null")
                                .asBoolean());
            }
            Files.write(SCREENSHOTS.resolve("docs.png"), tab.screenshot());
            tab.run("document.querySelector('[id$=\"-createPayment\"] button').click()");
            await().atMost(DEADLINE)
                    .until(() -> tab.run("document.body.innerText.includes('Idempotency-Key')")
                            .asBoolean());
            tab.run("document.querySelector('[id$=\"-createPayment\"]').scrollIntoView()");
            Files.write(SCREENSHOTS.resolve("docs-operation.png"), tab.screenshot());
            tab.size(320, 900);
            Files.write(SCREENSHOTS.resolve("docs-narrow.png"), tab.screenshot());
            assertThat(tab.complaints()).isEmpty();
        }
    }
}
