package dev.milepost.simulator.discovery;

import java.time.Duration;
import java.time.Instant;

/**
 * What world to make. The same plan gives the same bytes; a larger one contains a smaller one.
 *
 * @param users how many people: at least 1
 * @param days length of the period: 125 to 3650; who stays is known 90 days after a window of up to 30
 * @param seed of all random numbers
 * @param start of the period: no event is earlier, none at or after {@code start + days}
 */
public record DiscoveryPlan(int users, int days, long seed, Instant start) {

    private static final int LEAST_DAYS = 125;

    public DiscoveryPlan {
        if (users < 1) {
            throw new IllegalArgumentException("users is " + users + "; it must be at least 1");
        }
        if (days < LEAST_DAYS || days > 3650) {
            throw new IllegalArgumentException("days is " + days + "; it must be from " + LEAST_DAYS
                    + " to 3650: who stays for 90 days after a window of 30 is known only then");
        }
        if (start.toEpochMilli() < 0) {
            throw new IllegalArgumentException("start is " + start + "; it must not be before 1970");
        }
    }

    /** Epoch milliseconds. */
    public long startMillis() {
        return start.toEpochMilli();
    }

    /** Epoch milliseconds. */
    public long endMillis() {
        return startMillis() + Duration.ofDays(days).toMillis();
    }
}
