package info.sopranoexch.gateway.payments;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where a payer may be sent back to: any https address, or one that the merchant registered. */
final class ReturnUrls {
    private ReturnUrls() {}

    static boolean allowed(String url, Set<String> registered) {
        if (registered.contains(url)) {
            return true;
        }
        try {
            URI uri = new URI(url);
            return "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && !uri.getHost().isEmpty()
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
