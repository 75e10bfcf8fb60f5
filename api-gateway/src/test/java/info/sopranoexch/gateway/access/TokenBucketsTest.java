package info.sopranoexch.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private static final int MAX_BUCKETS = 1_000;

    private final TokenBuckets buckets = new TokenBuckets(3, 1, Duration.ofDays(1), MAX_BUCKETS);

    @Test
    void keepsAnEmptyBucketThatIsInUseWhenTheMaximumIsExceeded() {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.get("busy").tryConsume(1)).isTrue();
        }

        for (int i = 0; i < 5 * MAX_BUCKETS; i++) {
            buckets.get("other-" + i);
            assertThat(buckets.get("busy").tryConsume(1)).isFalse();
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(MAX_BUCKETS);
    }

    @Test
    void evictsBucketsAboveTheMaximum() {
        for (int i = 0; i < 5 * MAX_BUCKETS; i++) {
            buckets.get("key-" + i);
        }

        assertThat(buckets.size()).isEqualTo(MAX_BUCKETS);
    }

    @Test
    void findsNoBucketForAKeyThatConsumedNothing() {
        assertThat(buckets.find("new")).isNull();
    }
}
