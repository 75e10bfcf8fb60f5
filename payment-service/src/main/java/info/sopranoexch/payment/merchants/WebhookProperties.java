package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.url.WebhookPorts;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of webhook URLs. The webhook-dispatcher has the same settings, and they must have the same values there: it sends
 * webhooks to every URL that is accepted here.
 *
 * @param allowLoopback whether webhook and return URLs may name this machine; for the local stack only
 * @param allowedPorts ports that a webhook URL may have
 */
@ConfigurationProperties("soprano.webhooks")
record WebhookProperties(
        @DefaultValue("false") boolean allowLoopback,
        @DefaultValue(WebhookPorts.DEFAULT) Set<Integer> allowedPorts) {}
