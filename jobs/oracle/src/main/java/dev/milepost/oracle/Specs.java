package dev.milepost.oracle;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.testkit.oracle.pattern.ContextOracle;
import dev.milepost.testkit.oracle.pattern.Spec;
import java.util.HashSet;
import java.util.List;

/** Says a pattern of program files in the words of the oracle of patterns. */
public final class Specs {

    private Specs() {}

    public static Spec of(Pattern pattern) {
        if (pattern instanceof Pattern.Event event) {
            return event(event);
        }
        if (pattern instanceof Pattern.Nth nth) {
            return new Spec.Nth(event(nth.event()), nth.n());
        }
        if (pattern instanceof Pattern.Count count) {
            return new Spec.Count(event(count.event()), count.atLeast(), within(count.window()), count.distinct());
        }
        if (pattern instanceof Pattern.Sum sum) {
            return new Spec.Sum(event(sum.event()), sum.field(), sum.atLeast(), within(sum.window()));
        }
        if (pattern instanceof Pattern.Level level) {
            return new Spec.Level(level.field(), level.atLeast(), length(level.hold()));
        }
        if (pattern instanceof Pattern.All all) {
            return new Spec.All(all(all.parts()), within(all.window()));
        }
        if (pattern instanceof Pattern.Any any) {
            return new Spec.Any(all(any.parts()));
        }
        if (pattern instanceof Pattern.Sequence sequence) {
            return new Spec.Sequence(all(sequence.parts()), length(sequence.within()));
        }
        if (pattern instanceof Pattern.Timer timer) {
            return new Spec.Timer(
                    of(timer.anchor()), length(timer.after()), timer.every() == null ? null : length(timer.every()));
        }
        Pattern.Absence absence = (Pattern.Absence) pattern;
        return new Spec.Absence(event(absence.event()), length(absence.during()), of(absence.after()));
    }

    public static ContextOracle.Suppressor of(Ask.Suppressor suppressor) {
        return new ContextOracle.Suppressor(
                event(suppressor.event()), length(suppressor.within()), suppressor.unless());
    }

    private static List<Spec> all(List<Pattern> parts) {
        return parts.stream().map(Specs::of).toList();
    }

    private static Spec.Event event(Pattern.Event event) {
        return new Spec.Event(
                new HashSet<>(event.names()),
                event.where().stream().map(Specs::where).toList());
    }

    private static Spec.Where where(Condition condition) {
        if (condition instanceof Condition.Exact exact) {
            return new Spec.Where(exact.field().word(), test(exact.operator()), List.of(), exact.operands());
        }
        if (condition instanceof Condition.Fields fields) {
            if (fields.operator() != Operator.NOT_EQUAL) {
                throw new IllegalArgumentException("No population compares parties by " + fields.operator());
            }
            return new Spec.Where(fields.field(), Spec.Test.DIFFERS_FROM_FIELD, List.of(fields.other()), List.of());
        }
        Condition.Text text = (Condition.Text) condition;
        return new Spec.Where(
                text.field(),
                test(text.operator()),
                text.operands().stream().map(Condition.Literal::text).toList(),
                List.of());
    }

    private static Spec.Test test(Operator operator) {
        return switch (operator) {
            case EQUAL, ONE_OF -> Spec.Test.EQUAL;
            case NOT_EQUAL -> Spec.Test.NOT_EQUAL;
            case AT_LEAST -> Spec.Test.AT_LEAST;
            case AT_MOST -> Spec.Test.AT_MOST;
            case MORE_THAN -> Spec.Test.MORE_THAN;
            case LESS_THAN -> Spec.Test.LESS_THAN;
        };
    }

    private static Spec.Length length(Span span) {
        return new Spec.Length(span.months(), span.millis());
    }

    private static Spec.Within within(Window window) {
        if (window instanceof Window.Rolling rolling) {
            return new Spec.Within(Spec.Frame.ROLLING, length(rolling.length()));
        }
        if (window instanceof Window.Session session) {
            return new Spec.Within(Spec.Frame.SESSION, new Spec.Length(0, session.gapMillis()));
        }
        if (window instanceof Window.Calendar calendar) {
            return new Spec.Within(Spec.Frame.valueOf(calendar.unit().name()), null);
        }
        return new Spec.Within(Spec.Frame.LIFETIME, null);
    }
}
