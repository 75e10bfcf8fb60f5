package info.sopranoexch.webhook.support;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that webhooks of a payment arrive at least once and in order. */
public final class Orders {
    private Orders() {}

    /** A version arrives only after all earlier versions from 2 on. Repetitions are allowed. */
    public static void assertInOrder(List<Webhook> received) {
        Map<String, Long> highest = new HashMap<>();
        for (Webhook webhook : received) {
            long seen = highest.getOrDefault(webhook.paymentId(), 1L);
            assertThat(webhook.version()).as(webhook.paymentId()).isLessThanOrEqualTo(seen + 1);
            highest.put(webhook.paymentId(), Math.max(seen, webhook.version()));
        }
    }
}
