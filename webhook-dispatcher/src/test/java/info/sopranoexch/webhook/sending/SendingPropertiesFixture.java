package info.sopranoexch.webhook.sending;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of attempts to receivers on the loopback interface. */
final class SendingPropertiesFixture {
    private SendingPropertiesFixture() {}

    static SendingProperties with(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("allow-loopback", true, "allowed-ports", "80,443", "dns-threads", 1, "max-excerpt", 100));
        settings.putAll(changes);
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", SendingProperties.class);
    }
}
