package info.sopranoexch.gateway.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The last {@value #MAX} payments that were answered 202 here. Their page exists from that moment, although the payment
 * service may not know them yet.
 */
@Component
public class RecentlyAccepted {
    private static final int MAX = 10_000;

    private final Map<String, Boolean> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
        }
    };

    synchronized void add(String paymentId) {
        ids.put(paymentId, true);
    }

    public synchronized boolean contains(String paymentId) {
        return ids.containsKey(paymentId);
    }
}
