package dev.milepost.console.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How often the same one may come: so many times a minute, and no more than that at once. */
public final class RateLimits {

    private static final int MOST_KEPT = 100_000;

    private final int perMinute;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    /**
     * Nobody has come yet.
     *
     * @param perMinute how often each may come within a minute
     */
    public RateLimits(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Whether they may come now; it counts as having come. */
    public boolean mayCome(String who) {
        return buckets.get(who, key -> bucket()).tryConsume(1);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }
}
