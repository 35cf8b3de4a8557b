package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Measure;
import java.math.BigDecimal;

/**
 * What the number of a pattern had come to when it completed: the sum, the level or the count; of an event that carries a value,
 * that.
 *
 * @param field that is added up, or whose level it is; {@link #COUNT} of what is counted
 * @param number of money in minor units of the program's currency
 */
public record Reached(String field, BigDecimal number) {

    /** What is counted has no field. */
    public static final String COUNT = "count";

    static Reached count(long number) {
        return new Reached(COUNT, BigDecimal.valueOf(number));
    }

    /** Whether it is money, in the currency of its cause. */
    public boolean isMoney() {
        Measure measure = Measure.of(field);
        return measure != null && measure.isMoney();
    }
}
