package dev.milepost.cohorts.model;

/**
 * A cell, or the size of a cohort.
 *
 * @param startDay the cohort's first day, in days since 1970
 * @param period from 0; {@link #SIZE}: the cohort itself
 * @param currency ISO 4217; empty: all together, counts alone
 */
public record CellId(Anchor anchor, Grain grain, int startDay, int period, String currency, Source source) {

    /** The period of what is no cell but the size of its cohort. */
    public static final int SIZE = -1;

    static CellId size(CohortKey.Member key, CohortFact.Member member) {
        return new CellId(key.anchor(), key.grain(), member.startDay(), SIZE, "", member.source());
    }

    static CellId of(CohortKey.Cell key, CohortFact.Cell cell) {
        return new CellId(key.anchor(), key.grain(), cell.startDay(), key.period(), key.currency(), cell.source());
    }

    public boolean isSize() {
        return period == SIZE;
    }

    /** One text for each cell. */
    public String key() {
        return String.join(
                "\n",
                anchor.label(),
                grain.label(),
                Integer.toString(startDay),
                Integer.toString(period),
                currency,
                source.source(),
                source.programId(),
                source.milestoneId());
    }
}
