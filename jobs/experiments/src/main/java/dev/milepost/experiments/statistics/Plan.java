package dev.milepost.experiments.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How many units an experiment takes, and what it can see with those it has.
 *
 * <p>Looked at once: with δ the effect to the side that is asked about (its size, where that is either), se² = σt² ÷ nt + σc² ÷ nc and df as in {@link Welch},
 * power = P(T(df) &gt; t(1 − α/2, df) − δ ÷ se), which is n = (t(1 − α/2) + t(power))² (σt² ÷ r + σc²) ÷ δ² units of control for r
 * of treatment to one of control (Chow, Shao and Wang 2008, "Sample Size Calculations in Clinical Research", section 3.2, with t for
 * z; the other tail, less than α/2, is left out). One-sided α for α/2. A proportion has σc² = p(1 − p) and σt² that of p + δ.
 *
 * <p>Looked at whenever, by {@link ConfidenceSequence}: power = Φ((δ − half-width) ÷ se) at the end, with N* the units of the two
 * arms then, so that the interval is tightest where the decision is planned.
 *
 * <p>With several arms or primary metrics α is divided by the number of comparisons, which is the strictest step of {@link Holm}.
 *
 * @param baseline control
 * @param alpha of all comparisons together
 * @param alternative what is asked
 * @param power to be reached, above 0 and below 1
 * @param arms control among them, two or more
 * @param metrics primary ones
 * @param controlShare of all units, above 0 and below 1; the other arms share the rest evenly
 */
public record Plan(
        Baseline baseline,
        double alpha,
        Alternative alternative,
        double power,
        int arms,
        int metrics,
        double controlShare) {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** No experiment has more. */
    private static final long MOST_UNITS = 1_000_000_000_000L;

    private static final int HALVINGS = 200;

    /**
     * What is known of control.
     *
     * @param mean of a unit
     * @param variance of a unit, of control and treatment alike; of a proportion it goes by its mean
     * @param proportion whether units are 0 or 1
     */
    public record Baseline(double mean, double variance, boolean proportion) {

        /** Of a mean with its standard deviation. */
        public static Baseline ofMean(double mean, double standardDeviation) {
            return new Baseline(mean, standardDeviation * standardDeviation, false);
        }

        /** Of units that are 1 with a probability. */
        public static Baseline ofProportion(double p) {
            return new Baseline(p, p * (1 - p), true);
        }

        private double varianceWith(double effect) {
            double treated = mean + effect;
            return proportion ? Math.max(0, treated * (1 - treated)) : variance;
        }
    }

    /** @throws IllegalArgumentException if it is no plan */
    public Plan {
        Procedure.requireAlpha(alpha);
        require(power > 0 && power < 1, "Power is above 0 and below 1, not " + power);
        require(arms >= 2, "There are two arms or more, not " + arms);
        require(metrics >= 1, "There is one primary metric or more, not " + metrics);
        require(controlShare > 0 && controlShare < 1, "Control's share is above 0 and below 1, not " + controlShare);
        require(baseline.variance() > 0, "Control's variance is above 0, not " + baseline.variance());
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** α of one comparison. */
    public double alphaOfOne() {
        return alpha / ((arms - 1.0) * metrics);
    }

    /**
     * Units of all arms that reach the power, for who looks once.
     *
     * @param effect treatment − control, not 0, and on the side that is asked about; of a proportion such that it remains one
     * @throws IllegalArgumentException if there is no such number
     */
    public long units(double effect) {
        return least(effect, units -> powerOnce(effect, units));
    }

    /** Units of all arms that reach the power, for who looks whenever, with N* as they are. */
    public long unitsOfSequence(double effect) {
        return least(effect, units -> powerOfSequence(effect, units));
    }

    /**
     * N*, for who looks whenever: units of control and one arm among so many of all.
     *
     * @param units of all arms
     */
    public long tuning(long units) {
        return Math.max(1, Math.round(units * (controlShare + armShare())));
    }

    /**
     * The least effect that is seen with the power, for who looks once; above 0, and below 0 for {@code LESS}.
     *
     * @param units of all arms
     * @return infinity, with that sign, where the units see none, or of a proportion none that it can have
     */
    public double detectable(long units) {
        return detectable(effect -> powerOnce(effect, (double) units));
    }

    /** The least effect that is seen with the power, for who looks whenever, with N* as the units are. */
    public double detectableBySequence(long units) {
        return detectable(effect -> powerOfSequence(effect, (double) units));
    }

    /** The power of an effect with so many units of all arms, for who looks once. */
    public double powerOnce(double effect, double units) {
        Sides sides = sides(effect, units);
        if (!(sides.df() > 0)) {
            return 0;
        }
        double tail = alternative == Alternative.TWO_SIDED ? alphaOfOne() / 2 : alphaOfOne();
        var student = FixedHorizon.student(sides.df());
        return student.cumulativeProbability(towards(effect) / sides.se() + student.inverseCumulativeProbability(tail));
    }

    private double powerOfSequence(double effect, double units) {
        Sides sides = sides(effect, units);
        double pair = units * (controlShare + armShare());
        double width = new ConfidenceSequence(alphaOfOne(), alternative, pair).halfWidthInStandardErrors(pair);
        return sides.se() > 0 ? NORMAL.cumulativeProbability(towards(effect) / sides.se() - width) : 0;
    }

    /** How far an effect goes to the side that is asked about. */
    private double towards(double effect) {
        return switch (alternative) {
            case TWO_SIDED -> Math.abs(effect);
            case GREATER -> effect;
            case LESS -> -effect;
        };
    }

    private double armShare() {
        return (1 - controlShare) / (arms - 1);
    }

    /** Standard error and degrees of freedom that are to be expected. */
    private record Sides(double se, double df) {}

    private Sides sides(double effect, double units) {
        double control = units * controlShare;
        double treatment = units * armShare();
        if (control <= 1 || treatment <= 1) {
            return new Sides(0, 0);
        }
        double ofControl = baseline.variance() / control;
        double ofTreatment = baseline.varianceWith(effect) / treatment;
        double sum = ofControl + ofTreatment;
        double df = sum * sum / (ofControl * ofControl / (control - 1) + ofTreatment * ofTreatment / (treatment - 1));
        return new Sides(Math.sqrt(sum), df);
    }

    /** The power of something that there is more or less of. */
    private interface Power {
        double of(double quantity);
    }

    private long least(double effect, Power powerOfUnits) {
        double treated = baseline.mean() + effect;
        require(effect != 0 && Double.isFinite(effect), "The effect is not 0");
        require(towards(effect) > 0, "An effect of " + effect + " is on the other side of what is asked");
        require(
                !baseline.proportion() || (treated >= 0 && treated <= 1),
                "A proportion of " + baseline.mean() + " cannot change by " + effect);
        require(powerOfUnits.of(MOST_UNITS) >= power, "No number of units sees so small an effect");
        long tooFew = 1;
        long enough = MOST_UNITS;
        while (enough - tooFew > 1) {
            long between = tooFew + (enough - tooFew) / 2;
            if (powerOfUnits.of((double) between) >= power) {
                enough = between;
            } else {
                tooFew = between;
            }
        }
        return enough;
    }

    private double detectable(Power powerOfEffect) {
        int side = alternative == Alternative.LESS ? -1 : 1;
        double room = side > 0 ? 1 - baseline.mean() : baseline.mean();
        double most = baseline.proportion() ? room : Math.sqrt(baseline.variance()) * MOST_UNITS;
        if (!(powerOfEffect.of(side * most) >= power)) {
            return side * Double.POSITIVE_INFINITY;
        }
        double tooSmall = 0;
        double enough = most;
        for (int i = 0; i < HALVINGS; i++) {
            double between = (tooSmall + enough) / 2;
            if (powerOfEffect.of(side * between) >= power) {
                enough = between;
            } else {
                tooSmall = between;
            }
        }
        return side * enough;
    }
}
