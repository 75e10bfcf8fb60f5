package info.sopranoexch.gateway.edge;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param requireHttps false only on a developer's machine (profile {@code local})
 * @param trustedProxies addresses or networks (10.0.0.0/8, fd00::/8) whose forwarding headers are believed
 * @param forwardingHeader the header that these proxies set on every request; the other one is used only if it is absent
 */
@ConfigurationProperties("soprano.edge")
record EdgeSettings(
        @DefaultValue("true") boolean requireHttps,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("X_FORWARDED_FOR") ForwardingHeader forwardingHeader) {}
