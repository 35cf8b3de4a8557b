package dev.milepost.console.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What strangers are refused, as often as they like: the log says so once a minute for each reason and how often, so that nobody fills a
 * disk, or the record of changes. Addresses of people are not written.
 */
public final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int MOST_REASONS = 100;

    private final RateLimits lines = new RateLimits(1);
    private final Cache<String, AtomicLong> untold = Caffeine.newBuilder()
            .maximumSize(MOST_REASONS)
            .expireAfterAccess(Duration.ofDays(1))
            .build();

    /** One more, for a reason that is the console's own word. */
    public void note(String why) {
        AtomicLong count = untold.get(why, key -> new AtomicLong());
        count.incrementAndGet();
        if (lines.mayCome(why)) {
            LOG.warn(
                    "Refused to somebody who is not signed in: {}, {} times since this was said last",
                    why,
                    count.getAndSet(0));
        }
    }
}
