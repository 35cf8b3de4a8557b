package dev.milepost.programs.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** What {@code where} asks of one field. No condition holds for a field that the event lacks, {@code not_equal} neither. */
public sealed interface Condition extends Serializable {

    boolean holds(Facts event);

    /** A field in fixed point; an event in another currency than the program's does not match. */
    record Exact(Measure field, String currency, Operator operator, List<Long> operands) implements Condition {

        @Override
        public boolean holds(Facts event) {
            Long number = event.measure(field);
            if (number == null || (field.isMoney() && !currency.equals(event.currency()))) {
                return false;
            }
            for (Long operand : operands) {
                if (operator.holds(Long.compare(number, operand))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A property, country, plan or segment. */
    record Text(String field, Operator operator, List<Literal> operands) implements Condition {

        /** A longer text is no number that a person wrote. */
        private static final int MAX_NUMBER_LENGTH = 40;

        @Override
        public boolean holds(Facts event) {
            String text = event.text(field);
            if (text == null) {
                return false;
            }
            if (operator == Operator.NOT_EQUAL) {
                return !isOneOf(text);
            }
            return operator.compares() ? compares(text) : isOneOf(text);
        }

        private boolean compares(String text) {
            BigDecimal number = number(text);
            return number != null
                    && operator.holds(number.compareTo(operands.get(0).number()));
        }

        private boolean isOneOf(String text) {
            for (Literal operand : operands) {
                if (operand.matches(text)) {
                    return true;
                }
            }
            return false;
        }

        /** The number that a text says, or null. */
        public static BigDecimal number(String text) {
            if (text.length() > MAX_NUMBER_LENGTH) {
                return null;
            }
            try {
                return new BigDecimal(text.strip());
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }

    /**
     * A field against another field of the same event: {@code referrer.country: {not_equal: referee.country}}. Equal is the
     * same text; the operators that compare need a number on either side.
     */
    record Fields(String field, Operator operator, String other) implements Condition {

        @Override
        public boolean holds(Facts event) {
            String left = event.text(field);
            String right = event.text(other);
            if (left == null || right == null) {
                return false;
            }
            if (!operator.compares()) {
                return operator.holds(left.equals(right) ? 0 : 1);
            }
            BigDecimal leftNumber = Text.number(left);
            BigDecimal rightNumber = Text.number(right);
            return leftNumber != null && rightNumber != null && operator.holds(leftNumber.compareTo(rightNumber));
        }
    }

    /**
     * A value as the file has it.
     *
     * @param number where it is written as a number (without quotes): then 5, 5.0 and 05 are the same
     */
    record Literal(String text, BigDecimal number) implements Serializable {

        /** Whether an event's text says the same. */
        public boolean matches(String value) {
            if (text.equals(value)) {
                return true;
            }
            BigDecimal said = number == null ? null : Text.number(value);
            return said != null && said.compareTo(number) == 0;
        }
    }
}
