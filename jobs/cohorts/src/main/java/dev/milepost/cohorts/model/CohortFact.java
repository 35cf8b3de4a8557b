package dev.milepost.cohorts.model;

/** What is found of one customer. */
public sealed interface CohortFact {

    /**
     * They are in a cohort.
     *
     * @param startDay the cohort's first day, in days since 1970
     */
    record Member(int startDay, Source source) implements CohortFact {}

    /** What they add to a cell of that cohort; never nothing. */
    record Cell(int startDay, Source source, Sums sums) implements CohortFact {}

    /**
     * Who they are.
     *
     * @param acquiredMillis event time of the first conversion they ever had
     * @param signupMillis of the first signup; null where there is none
     * @param firstPurchaseMillis of the first order or renewal; null where there is none
     * @param milestoneProgramId the program of the ask that {@code source} names; empty where there is none
     * @param advocateId who referred them; empty where nobody did
     * @param segment of the first signup; empty where it says none; as {@code country}
     */
    record Customer(
            long acquiredMillis,
            Long signupMillis,
            Long firstPurchaseMillis,
            Source source,
            String milestoneProgramId,
            String advocateId,
            String segment,
            String country)
            implements CohortFact {}

    /** What they were worth since {@code acquiredMillis}, in one currency. */
    record Value(Worth worth) implements CohortFact {}
}
