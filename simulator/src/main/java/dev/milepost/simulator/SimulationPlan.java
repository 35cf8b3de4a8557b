package dev.milepost.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * What to simulate. The same plan gives the same bytes.
 *
 * @param users how many people: at least 1
 * @param days length of the period: 1 to 3650
 * @param seed of all random numbers
 * @param start of the period: no event is earlier, none at or after {@code start + days}
 * @param effect what asks do to people; null: nothing, and the truth says nothing of experiments
 */
public record SimulationPlan(int users, int days, long seed, Instant start, AskEffect effect) {

    /** The start where none is given. */
    public static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

    public SimulationPlan {
        if (users < 1) {
            throw new IllegalArgumentException("users is " + users + "; it must be at least 1");
        }
        if (days < 1 || days > 3650) {
            throw new IllegalArgumentException("days is " + days + "; it must be from 1 to 3650");
        }
        if (start.toEpochMilli() < 0) {
            throw new IllegalArgumentException("start is " + start + "; it must not be before 1970");
        }
    }

    public SimulationPlan(int users, int days, long seed) {
        this(users, days, seed, DEFAULT_START);
    }

    public SimulationPlan(int users, int days, long seed, Instant start) {
        this(users, days, seed, start, null);
    }

    long startMillis() {
        return start.toEpochMilli();
    }

    long endMillis() {
        return startMillis() + Duration.ofDays(days).toMillis();
    }
}
