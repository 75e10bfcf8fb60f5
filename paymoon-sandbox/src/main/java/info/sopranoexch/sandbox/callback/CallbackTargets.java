package info.sopranoexch.sandbox.callback;

import java.net.URI;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Where callbacks may go: this machine, and hosts that were named in the settings. */
@Component
public class CallbackTargets {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> named;

    CallbackTargets(CallbackProperties properties) {
        this.named = properties.callbackHosts();
    }

    public boolean allows(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            String host = uri.getHost();
            return web
                    && host != null
                    && uri.getUserInfo() == null
                    && (LOOPBACK.contains(host) || named.contains(host));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
