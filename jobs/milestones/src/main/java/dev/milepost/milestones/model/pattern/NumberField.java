package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Facts;
import dev.milepost.programs.model.Measure;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A field that is added up or compared with a threshold: minor units of money in the program's currency, millionths of any
 * other.
 */
final class NumberField {

    private static final int DIGITS = 6;
    private static final BigDecimal LONGS_END = BigDecimal.valueOf(2).pow(63);

    private final String name;

    /** Null: a text that says a number. */
    private final Measure measure;

    private final String currency;
    private final boolean ofOrders;

    /**
     * Names a field.
     *
     * @param currency the program's, or null where it has none: then no money is counted
     * @param ofOrders whether refunds of an order take their part back
     */
    NumberField(String name, String currency, boolean ofOrders) {
        this.name = name;
        this.measure = Measure.of(name);
        this.currency = currency;
        this.ofOrders = ofOrders && measure == Measure.AMOUNT;
    }

    /** The number that so many of its units are. */
    Reached reached(Total total) {
        boolean money = measure != null && measure.isMoney();
        return new Reached(name, new BigDecimal(total.toBigInteger(), money ? 0 : DIGITS));
    }

    boolean isOfOrders() {
        return ofOrders;
    }

    /** Null where the event has no such field, or its money is in another currency. */
    Long of(Facts event) {
        if (measure == null) {
            return millionths(event.text(name));
        }
        return measure.isMoney() && (currency == null || !currency.equals(event.currency()))
                ? null
                : event.measure(measure);
    }

    /** What is finer than a millionth is cut off; null where the text is no number that a long holds. */
    static Long millionths(String text) {
        BigDecimal number = text == null ? null : Condition.Text.number(text);
        // Its magnitude first: a number such as 1e999999999 has no room for its digits.
        if (number == null || number.precision() - (long) number.scale() > 20) {
            return null;
        }
        if (number.signum() == 0 || number.precision() - (long) number.scale() < -DIGITS) {
            return 0L;
        }
        BigDecimal scaled = number.movePointRight(DIGITS).setScale(0, RoundingMode.DOWN);
        return scaled.abs().compareTo(LONGS_END) >= 0 ? null : (Long) scaled.longValueExact();
    }
}
