package info.sopranoexch.payment.merchants;

import info.sopranoexch.starter.url.WebhookPorts;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings that the webhook-dispatcher has, too, and that must be the same there: an address that is accepted here is called
 * by it.
 *
 * @param allowLoopback takes webhook and return URLs on this machine; for the local stack only
 * @param allowedPorts of webhook URLs
 */
@ConfigurationProperties("soprano.webhooks")
record WebhookProperties(
        @DefaultValue("false") boolean allowLoopback,
        @DefaultValue(WebhookPorts.DEFAULT) Set<Integer> allowedPorts) {}
