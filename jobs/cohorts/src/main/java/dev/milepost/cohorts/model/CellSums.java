package dev.milepost.cohorts.model;

/**
 * What users add to a cell together, or what that changes by.
 *
 * @param users whom a cohort has; of a cell 0
 * @param activeUsers those with an order or a renewal in it
 */
public record CellSums(long users, long activeUsers, Sums sums) {

    public static final CellSums NONE = new CellSums(0, 0, Sums.NONE);

    /** One user who is in the cohort. */
    static final CellSums USER = new CellSums(1, 0, Sums.NONE);

    /** One user who did that. */
    static CellSums of(Sums sums) {
        return new CellSums(0, sums.orders() > 0 ? 1 : 0, sums);
    }

    public CellSums plus(CellSums other) {
        return new CellSums(
                Math.addExact(users, other.users),
                Math.addExact(activeUsers, other.activeUsers),
                sums.plus(other.sums));
    }

    CellSums negated() {
        return new CellSums(-users, -activeUsers, sums.negated());
    }
}
