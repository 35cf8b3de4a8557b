package dev.milepost.programs.model;

import java.util.Locale;

/** How a condition compares the event's value with the file's. */
public enum Operator {
    AT_LEAST,
    AT_MOST,
    MORE_THAN,
    LESS_THAN,
    EQUAL,
    NOT_EQUAL,
    ONE_OF;

    /** As it is written in YAML. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean compares() {
        return this == AT_LEAST || this == AT_MOST || this == MORE_THAN || this == LESS_THAN;
    }

    /** Whether it holds for how the event's value compares with the file's, as {@link Comparable} tells it. */
    public boolean holds(int comparison) {
        return switch (this) {
            case AT_LEAST -> comparison >= 0;
            case AT_MOST -> comparison <= 0;
            case MORE_THAN -> comparison > 0;
            case LESS_THAN -> comparison < 0;
            case EQUAL, ONE_OF -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
        };
    }
}
