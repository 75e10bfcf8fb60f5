package info.sopranoexch.webhook.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What at-least-once in order means for a receiver. */
public final class Orders {
    private Orders() {}

    /** Before a version is seen for the first time, all before it were, from 2 on; what is repeated repeats. */
    public static void assertInOrder(List<Received> received) {
        Map<String, Long> highest = new HashMap<>();
        for (Received webhook : received) {
            long seen = highest.getOrDefault(webhook.paymentId(), 1L);
            assertThat(webhook.version()).as(webhook.paymentId()).isLessThanOrEqualTo(seen + 1);
            highest.put(webhook.paymentId(), Math.max(seen, webhook.version()));
        }
    }
}
