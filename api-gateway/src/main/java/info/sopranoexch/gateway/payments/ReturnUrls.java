package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.request.Fields;
import info.sopranoexch.starter.url.WebUrl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a payer may be sent back to: any https address, or one that the merchant registered. */
final class ReturnUrls {
    private ReturnUrls() {}

    /** @return the URL in normal form, as the registered ones are; null when it is absent or wrong */
    static @Nullable String read(Fields fields, String name) {
        String text = fields.optionalText(name, WebUrl.MAX_LENGTH);
        return switch (text == null ? null : WebUrl.page(text)) {
            case null -> null;
            case WebUrl.Accepted(WebUrl url) -> url.text();
            case WebUrl.Refused(String reason) -> {
                fields.error(name, "invalid_url", name + " " + reason + ".");
                yield null;
            }
        };
    }

    /** @param url in normal form */
    static boolean allowed(String url, Set<String> registered) {
        return url.startsWith("https://") || registered.contains(url);
    }
}
