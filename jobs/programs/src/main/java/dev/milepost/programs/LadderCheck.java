package dev.milepost.programs;

import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.yaml.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the steps of a ladder against each other: of two that measure the same, an ordered ladder has the higher one later,
 * and no ladder has one height twice.
 */
final class LadderCheck {

    private final Values values;

    LadderCheck(Values values) {
        this.values = values;
    }

    /**
     * A step's height over what it measures.
     *
     * @param measured equal of two steps whose heights can be compared
     * @param height in the one unit of what is measured
     */
    private record Rung(Object measured, long height, int line) {}

    private record Height(Object measured, long height) {}

    /** Steps with the nodes that they were read from; a step may have no pattern, where that is wrong. */
    void check(boolean ordered, List<Reward.Step> steps, List<YamlNode> nodes) {
        Map<Object, Rung> before = new HashMap<>();
        Map<Height, Integer> lines = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            YamlNode on = nodes.get(i).get("on");
            Rung rung = steps.get(i).on() == null
                    ? null
                    : rung(steps.get(i).on(), on.place().line());
            if (rung == null) {
                continue;
            }
            Rung earlier = before.put(rung.measured(), rung);
            Integer same = lines.putIfAbsent(new Height(rung.measured(), rung.height()), rung.line());
            if (same != null) {
                values.add(
                        on.place(),
                        "the step is as high as the one of line " + same + yearly(rung)
                                + ": give each step a height of its own");
            } else if (earlier != null && ordered && earlier.height() > rung.height()) {
                values.add(
                        on.place(),
                        "the step is lower than the one of line " + earlier.line() + yearly(rung)
                                + ", and an ordered ladder rises: put it before that one, or write ladder: all");
            }
        }
    }

    private static String yearly(Rung rung) {
        return rung.measured() instanceof Pattern.Level level && level.field().equals(Measure.ARR.word())
                ? " (mrr is compared as arr: " + Measure.MONTHS_A_YEAR + " times)"
                : "";
    }

    /** What is measured is the pattern with its height taken out of it. */
    private static Rung rung(Pattern on, int line) {
        if (on instanceof Pattern.Nth nth) {
            return new Rung(new Pattern.Nth(nth.event(), 0), nth.n(), line);
        }
        if (on instanceof Pattern.Count count) {
            return new Rung(
                    new Pattern.Count(count.event(), 0, count.window(), count.distinct()), count.atLeast(), line);
        }
        if (on instanceof Pattern.Sum sum) {
            return new Rung(new Pattern.Sum(sum.event(), sum.field(), 0, sum.window()), sum.atLeast(), line);
        }
        if (on instanceof Pattern.Level level) {
            boolean monthly = level.field().equals(Measure.MRR.word());
            return new Rung(
                    new Pattern.Level(monthly ? Measure.ARR.word() : level.field(), 0, level.hold()),
                    monthly ? Measure.annualised(level.atLeast()) : level.atLeast(),
                    line);
        }
        return null;
    }
}
