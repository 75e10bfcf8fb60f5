package info.sopranoexch.gateway.edge;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param requireHttps false only on a developer's machine (profile {@code local})
 * @param trustedProxies addresses or networks (10.0.0.0/8, fd00::/8) of proxies whose forwarding headers are trusted
 * @param forwardingHeader the header that these proxies set on every request; the other header is used only without it
 */
@ConfigurationProperties("soprano.edge")
record EdgeProperties(
        @DefaultValue("true") boolean requireHttps,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("X_FORWARDED_FOR") ForwardingHeader forwardingHeader) {}
