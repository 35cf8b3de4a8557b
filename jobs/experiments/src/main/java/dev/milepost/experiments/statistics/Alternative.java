package dev.milepost.experiments.statistics;

/** What is asked of an effect. */
public enum Alternative {
    /** Whether it is any: an interval of two bounds, each at 1 − α/2. */
    TWO_SIDED,
    /** Whether treatment is above control: a lower bound at 1 − α, and no upper one. */
    GREATER,
    /** Whether treatment is below control: an upper bound at 1 − α, and no lower one. */
    LESS
}
