package info.sopranoexch.sandbox.callback;

import java.net.URI;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Allows callbacks only to this machine and to configured hosts. */
@Component
public class CallbackTargets {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;

    CallbackTargets(CallbackProperties properties) {
        this.hosts = properties.callbackHosts();
    }

    public boolean allows(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            String host = uri.getHost();
            return web
                    && host != null
                    && uri.getUserInfo() == null
                    && (LOOPBACK.contains(host) || hosts.contains(host));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
