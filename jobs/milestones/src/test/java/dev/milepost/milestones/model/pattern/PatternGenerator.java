package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random patterns over few names, so that events meet them. Times are in steps: of a millisecond, where windows are a few of
 * them and every tie and boundary is met, or of hours, where the calendar matters.
 */
final class PatternGenerator {

    static final String CURRENCY = "USD";
    static final List<String> CLICKS = List.of("a", "b", "c", "referral.x");
    private static final List<CalendarUnit> UNITS = List.of(CalendarUnit.values());
    private static final List<String> ORDERS = List.of("order", "renewal");

    private final Random random;
    private final long step;

    PatternGenerator(Random random, long step) {
        this.random = random;
        this.step = step;
    }

    private boolean calendar() {
        return step > 1;
    }

    Pattern pattern(int depth) {
        if (depth <= 1 || random.nextInt(3) == 0) {
            return leaf();
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> new Pattern.All(parts(depth), window());
            case 2 -> new Pattern.Any(parts(depth));
            case 3 -> new Pattern.Sequence(parts(depth), span());
            case 4 -> new Pattern.Timer(pattern(depth - 1), span(), random.nextBoolean() ? null : span());
            default -> new Pattern.Absence(event(), span(), pattern(depth - 1));
        };
    }

    List<Ask.Suppressor> suppressors() {
        List<Ask.Suppressor> suppressors = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            suppressors.add(
                    new Ask.Suppressor(event(), span(), random.nextBoolean() ? null : CLICKS.get(random.nextInt(3))));
        }
        return suppressors;
    }

    private List<Pattern> parts(int depth) {
        List<Pattern> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            parts.add(pattern(depth - 1));
        }
        return parts;
    }

    private Pattern leaf() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> event();
            case 2 -> new Pattern.Nth(event(), 1 + random.nextInt(3));
            case 3 -> new Pattern.Count(event(), 1 + random.nextInt(4), window(), null);
            case 4 ->
                random.nextInt(3) == 0
                        ? new Pattern.Count(orders(), 1 + random.nextInt(3), window(), SubjectEvent.ORDER_ID)
                        : new Pattern.Count(event(), 1 + random.nextInt(3), window(), "color");
            case 5, 6 ->
                new Pattern.Sum(
                        random.nextInt(4) == 0 ? event() : orders(), "amount", 1 + random.nextInt(12), window());
            case 7 ->
                random.nextBoolean()
                        ? new Pattern.Sum(event(), "value", 1 + random.nextInt(6), window())
                        : new Pattern.Sum(event(), "points", 1_000_000L * (1 + random.nextInt(6)), window());
            default -> level();
        };
    }

    private Pattern level() {
        Span hold = random.nextBoolean() ? Span.ZERO : span();
        return switch (random.nextInt(4)) {
            case 0 -> new Pattern.Level("mrr", 1 + random.nextInt(4), hold);
            case 1 -> new Pattern.Level("arr", 12L * (1 + random.nextInt(4)), hold);
            case 2 -> new Pattern.Level("a", 1 + random.nextInt(4), hold);
            default -> new Pattern.Level("points", 1_000_000L * (1 + random.nextInt(4)), hold);
        };
    }

    private Pattern.Event orders() {
        return new Pattern.Event(random.nextBoolean() ? ORDERS : List.of("order"), where());
    }

    private Pattern.Event event() {
        List<String> names = new ArrayList<>();
        names.add(CLICKS.get(random.nextInt(CLICKS.size())));
        if (random.nextInt(4) == 0) {
            names.add(random.nextInt(4) == 0 ? "refund" : "order");
        }
        return new Pattern.Event(names, where());
    }

    private List<Condition> where() {
        return switch (random.nextInt(8)) {
            case 0 ->
                List.of(new Condition.Text(
                        "color",
                        Operator.EQUAL,
                        List.of(new Condition.Literal(random.nextBoolean() ? "red" : "blue", null))));
            case 1 ->
                List.of(new Condition.Exact(
                        Measure.AMOUNT, CURRENCY, Operator.AT_LEAST, List.of(1L + random.nextInt(3))));
            case 2 -> List.of(new Condition.Fields("referrer.country", Operator.NOT_EQUAL, "referee.country"));
            default -> List.of();
        };
    }

    private Window window() {
        int kind = random.nextInt(calendar() ? 6 : 4);
        return switch (kind) {
            case 0 -> Window.LIFETIME;
            case 1 -> new Window.Session(step * (1 + random.nextInt(6)));
            case 2, 3 -> new Window.Rolling(span());
            default -> new Window.Calendar(UNITS.get(random.nextInt(UNITS.size())));
        };
    }

    private Span span() {
        return calendar() && random.nextInt(3) == 0
                ? Span.ofMonths(1 + random.nextInt(2))
                : Span.ofMillis(step * (1 + random.nextInt(calendar() ? 40 : 12)));
    }
}
