package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.url.WebUrl;
import info.sopranoexch.starter.url.WebhookPorts;
import info.sopranoexch.starter.validation.Fields;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The URLs of a merchant that are accepted, in the normal form of {@link WebUrl}. Whether the address of a name is a public one
 * is seen, and checked by the webhook-dispatcher, when the name has been resolved.
 */
@Component
class PublicUrls {
    static final int MAX_LENGTH = WebUrl.MAX_LENGTH;

    private final boolean allowLoopback;
    private final WebhookPorts ports;

    PublicUrls(WebhookProperties properties) {
        this.allowLoopback = properties.allowLoopback();
        this.ports = new WebhookPorts(properties.allowedPorts());
    }

    /** @return the address that webhooks are sent to, in normal form; null with an error of the field */
    @Nullable
    String webhook(Fields fields, String field, String text) {
        WebUrl url = accepted(fields, field, WebUrl.webhook(text));
        // As the webhook-dispatcher: a loopback address, where it is allowed at all, may have any port.
        if (url != null && !ports.allows(url.port()) && !url.namesLoopback()) {
            refuse(fields, field, "must have one of the ports " + ports);
            return null;
        }
        return url == null ? null : url.text();
    }

    /** @return the address of a page for payers, in normal form; null with an error of the field */
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
