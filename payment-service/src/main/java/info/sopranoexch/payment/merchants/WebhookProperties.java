package info.sopranoexch.payment.merchants;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param allowLoopback takes webhook and return URLs on this machine; for the local stack only */
@ConfigurationProperties("soprano.webhooks")
record WebhookProperties(@DefaultValue("false") boolean allowLoopback) {}
