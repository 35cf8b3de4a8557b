package dev.milepost.programs;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Operator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Conditions on one field that no number meets together. */
final class Contradiction {

    /** One of them, as far as it is about numbers. */
    private record Bound(Operator operator, List<BigDecimal> numbers, boolean whole) {

        boolean admits(BigDecimal number) {
            return operator == Operator.NOT_EQUAL
                    ? numbers.stream().noneMatch(each -> each.compareTo(number) == 0)
                    : numbers.stream().anyMatch(each -> operator.holds(number.compareTo(each)));
        }

        /** The least number that it admits, and where it admits none that is least, what all are more than; null: no such. */
        BigDecimal least() {
            boolean more = operator == Operator.MORE_THAN;
            if (!more && operator != Operator.AT_LEAST) {
                return null;
            }
            return more && whole ? numbers.get(0).add(BigDecimal.ONE) : numbers.get(0);
        }
    }

    private Contradiction() {}

    /** Whether no number meets all. */
    static boolean isIn(List<Condition> ofOneField) {
        List<Bound> bounds = ofOneField.stream().flatMap(Contradiction::bound).toList();
        return !bounds.isEmpty() && !mayHold(bounds);
    }

    private static Stream<Bound> bound(Condition condition) {
        if (condition instanceof Condition.Exact exact) {
            return Stream.of(new Bound(
                    exact.operator(),
                    exact.operands().stream().map(BigDecimal::valueOf).toList(),
                    true));
        }
        boolean numbers = condition instanceof Condition.Text text
                && text.operands().stream().allMatch(literal -> literal.number() != null);
        return numbers
                ? Stream.of(new Bound(
                        ((Condition.Text) condition).operator(),
                        ((Condition.Text) condition)
                                .operands().stream()
                                        .map(Condition.Literal::number)
                                        .toList(),
                        false))
                : Stream.empty();
    }

    /** Where some are named, one of them; else the least that there is, or a little more where there is none. */
    private static boolean mayHold(List<Bound> bounds) {
        List<BigDecimal> named = bounds.stream()
                .filter(bound -> bound.operator == Operator.EQUAL || bound.operator == Operator.ONE_OF)
                .findFirst()
                .map(Bound::numbers)
                .orElse(null);
        if (named != null) {
            return named.stream().anyMatch(number -> bounds.stream().allMatch(bound -> bound.admits(number)));
        }
        Optional<BigDecimal> least =
                bounds.stream().map(Bound::least).filter(Objects::nonNull).max(BigDecimal::compareTo);
        if (least.isEmpty()) {
            return true;
        }
        boolean open = bounds.stream()
                .anyMatch(bound -> bound.operator == Operator.MORE_THAN
                        && !bound.whole
                        && bound.numbers.get(0).compareTo(least.get()) == 0);
        return bounds.stream()
                .filter(bound -> bound.operator == Operator.AT_MOST || bound.operator == Operator.LESS_THAN)
                .allMatch(bound -> bound.admits(least.get())
                        && !(open && bound.numbers.get(0).compareTo(least.get()) == 0));
    }
}
