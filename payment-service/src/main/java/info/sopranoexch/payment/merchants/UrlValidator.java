package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.url.WebUrl;
import info.sopranoexch.starter.url.WebhookPorts;
import info.sopranoexch.starter.validation.Fields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Checks the URLs of a merchant and normalizes them. The webhook-dispatcher checks the resolved addresses before each
 * attempt.
 */
@Component
class UrlValidator {
    static final int MAX_LENGTH = WebUrl.MAX_LENGTH;

    private final boolean allowLoopback;
    private final WebhookPorts ports;

    UrlValidator(WebhookProperties properties) {
        this.allowLoopback = properties.allowLoopback();
        this.ports = new WebhookPorts(properties.allowedPorts());
    }

    /** @return the normalized webhook URL; null after reporting an error of the field */
    @Nullable
    String webhook(Fields fields, String field, String text) {
        WebUrl url = accepted(fields, field, WebUrl.webhook(text));
        // As in the webhook-dispatcher: an allowed loopback address may have any port.
        if (url != null && !ports.allows(url.port()) && !url.namesLoopback()) {
            refuse(fields, field, "must have one of the ports " + ports);
            return null;
        }
        return url == null ? null : url.text();
    }

    /** @return the normalized URL of a web page; null after reporting an error of the field */
    @Nullable
    String page(Fields fields, String field, String text) {
        WebUrl url = accepted(fields, field, WebUrl.page(text));
        return url == null ? null : url.text();
    }

    private @Nullable WebUrl accepted(Fields fields, String field, WebUrl.Result result) {
        return switch (result) {
            case WebUrl.Refused(String reason) -> {
                refuse(fields, field, reason);
                yield null;
            }
            case WebUrl.Accepted(WebUrl url)
            when url.namesLoopback() && !allowLoopback -> {
                refuse(fields, field, "must name a public host");
                yield null;
            }
            case WebUrl.Accepted(WebUrl url) -> url;
        };
    }

    private static void refuse(Fields fields, String field, String reason) {
        fields.error(field, "invalid_url", field + " " + reason + ".");
    }
}
