package dev.milepost.programs.model;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;

/** What {@code where} asks of one field. No condition holds for a field that the event lacks, {@code not_equal} neither. */
public sealed interface Condition extends Serializable {

    boolean holds(EventFacts event);

    /** A field in fixed point; an event in another currency than the program's does not match. */
    record Exact(Field field, String currency, Operator operator, List<Long> operands) implements Condition {

        /** Fields of which the stream carries a whole number. */
        public enum Field {
            AMOUNT,
            MRR,
            VALUE
        }

        @Override
        public boolean holds(EventFacts event) {
            Long number = switch (field) {
                case AMOUNT -> event.amountMinor();
                case MRR -> event.mrrMinor();
                case VALUE -> event.valueMicros();
            };
            if (number == null || (field != Field.VALUE && !currency.equals(event.currency()))) {
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
        public boolean holds(EventFacts event) {
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
                if (operand.text().equals(text)) {
                    return true;
                }
                if (operand.number() != null) {
                    BigDecimal number = number(text);
                    if (number != null && number.compareTo(operand.number()) == 0) {
                        return true;
                    }
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
     * A value as the file has it.
     *
     * @param number where it is written as a number (without quotes): then 5, 5.0 and 05 are the same
     */
    record Literal(String text, BigDecimal number) implements Serializable {}
}
