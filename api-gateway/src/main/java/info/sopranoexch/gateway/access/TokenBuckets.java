package info.sopranoexch.gateway.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One token bucket for each key. Above the maximum number of buckets, rarely used ones are evicted. */
final class TokenBuckets {
    private final LoadingCache<String, Bucket> buckets;

    /** @param refill tokens that are added to each bucket in each period */
    TokenBuckets(int capacity, int refill, Duration period, int maxBuckets) {
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxBuckets)
                // Eviction takes microseconds. On the calling thread it cannot fall behind.
                .executor(Runnable::run)
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                        .build());
    }

    Bucket get(String key) {
        return buckets.get(key);
    }

    /** @return null if the key has no bucket, so all of its tokens are left */
    @Nullable
    Bucket find(String key) {
        return buckets.getIfPresent(key);
    }

    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
