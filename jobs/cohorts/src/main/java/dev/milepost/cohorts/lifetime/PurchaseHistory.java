package dev.milepost.cohorts.lifetime;

import java.math.BigInteger;

/**
 * What one customer has bought up to the end of a day, in one currency.
 *
 * @param repeats days with a purchase after the first such day: x
 * @param recencyDays from the first to the last of these days; 0 without repeats: t_x, in days
 * @param ageDays from the first day to the end of what is observed: T, in days
 * @param firstMinor what the first day brought, minor units
 * @param repeatMinor what the repeat days brought together, minor units
 */
public record PurchaseHistory(int repeats, int recencyDays, int ageDays, long firstMinor, long repeatMinor) {

    private static final double DAYS_PER_WEEK = 7;

    public PurchaseHistory {
        if (repeats < 0 || recencyDays < repeats || ageDays < recencyDays || (repeats == 0 && recencyDays > 0)) {
            throw new IllegalArgumentException("No history has " + repeats + " repeat days, the last " + recencyDays
                    + " days after the first, within " + ageDays + " days");
        }
        if (firstMinor < 0 || repeatMinor < 0 || (repeats == 0 && repeatMinor > 0)) {
            throw new IllegalArgumentException("Amounts are at least 0, and of repeat days only where there are any: "
                    + firstMinor + " on the first day, " + repeatMinor + " on " + repeats + " repeat days");
        }
    }

    /**
     * Of the purchases of a customer.
     *
     * @param days with a purchase, ascending, each once, as days since 1970; at least one
     * @param minor what each brought, minor units, at least 0
     * @param lastDay the last day that is observed, none of the days is later
     */
    public static PurchaseHistory of(int[] days, long[] minor, int lastDay) {
        if (days.length == 0 || days.length != minor.length) {
            throw new IllegalArgumentException("A customer has purchases, each with an amount: " + days.length
                    + " days, " + minor.length + " amounts");
        }
        BigInteger repeated = BigInteger.ZERO;
        for (int i = 1; i < days.length; i++) {
            if (days[i] <= days[i - 1]) {
                throw new IllegalArgumentException("Days ascend: " + days[i] + " comes after " + days[i - 1]);
            }
            if (minor[i] < 0) {
                throw new IllegalArgumentException("Amounts are at least 0: " + minor[i] + " on day " + days[i]);
            }
            repeated = repeated.add(BigInteger.valueOf(minor[i]));
        }
        return new PurchaseHistory(
                days.length - 1,
                days[days.length - 1] - days[0],
                lastDay - days[0],
                minor[0],
                repeated.longValueExact());
    }

    /** t_x, in weeks. */
    public double recencyWeeks() {
        return weeks(recencyDays);
    }

    /** T, in weeks. */
    public double ageWeeks() {
        return weeks(ageDays);
    }

    /** What a repeat day brought on average, minor units; 0 without repeats. */
    public double meanRepeatMinor() {
        return repeats == 0 ? 0 : (double) repeatMinor / repeats;
    }

    /** Whether it says something of spend. */
    boolean hasSpend() {
        return repeats > 0 && repeatMinor > 0;
    }

    /** Days as weeks. */
    public static double weeks(int days) {
        return days / DAYS_PER_WEEK;
    }
}
