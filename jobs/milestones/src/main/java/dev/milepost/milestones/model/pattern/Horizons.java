package dev.milepost.milestones.model.pattern;

/**
 * How long what has happened may be revised.
 *
 * @param factMillis a new version of a fact comes no later after the former one: as late as evidence may revise a binding
 * @param refundMillis a refund counts no later after its order
 */
public record Horizons(long factMillis, long refundMillis) {

    private static final long DAY = 86_400_000L;

    /** A day; and a year with a month of grace. */
    public static final Horizons DEFAULT = new Horizons(DAY, 400 * DAY);
}
