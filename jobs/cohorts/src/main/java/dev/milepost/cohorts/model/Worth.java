package dev.milepost.cohorts.model;

/**
 * What a customer was worth within a time after they came, the end excluded, in one currency.
 *
 * @param days30 the sums of 30 days; {@code days90} and so on likewise
 */
public record Worth(Sums days30, Sums days90, Sums days180, Sums days365) {

    static final Worth NOTHING = new Worth(Sums.NONE, Sums.NONE, Sums.NONE, Sums.NONE);

    private static final long DAY = 86_400_000L;

    /** What happens so long after they came, or later, is in none. */
    static final long LONGEST_MILLIS = 365 * DAY;

    Worth plus(long ageMillis, Sums sums) {
        return new Worth(
                ageMillis < 30 * DAY ? days30.plus(sums) : days30,
                ageMillis < 90 * DAY ? days90.plus(sums) : days90,
                ageMillis < 180 * DAY ? days180.plus(sums) : days180,
                ageMillis < LONGEST_MILLIS ? days365.plus(sums) : days365);
    }
}
