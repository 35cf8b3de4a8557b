package dev.milepost.cohorts.model;

/** The key of what a user adds to a cohort. */
public sealed interface CohortKey {

    /** To the size of a cohort. */
    record Member(Anchor anchor, Grain grain) implements CohortKey {}

    /** To a cell; an empty currency stands for all together. */
    record Cell(Anchor anchor, Grain grain, int period, String currency) implements CohortKey {}

    /** The customer themselves. */
    record Customer() implements CohortKey {}

    /** What they were worth, in a currency. */
    record Value(String currency) implements CohortKey {}
}
