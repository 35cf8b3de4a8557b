package dev.milepost.experiments.statistics;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Experiments that somebody looks at again and again: how often each procedure calls a winner, and how often its interval holds the
 * true effect.
 */
final class Peeked {

    static final int EXPERIMENTS = 2_000;
    static final int LOOKS = 20;

    /** Of each arm, between two looks. */
    static final int UNITS = 250;

    private final Procedure procedure;
    private final int[] covers = new int[LOOKS];
    private int winners;
    private int winnersAtTheEnd;
    private int coversAlways;

    private Peeked(Procedure procedure) {
        this.procedure = procedure;
    }

    /** What one unit is worth. */
    interface Outcome {
        long draw(SplittableRandom random, boolean treated);
    }

    /**
     * Runs all.
     *
     * @param outcome of each unit
     * @param effect what treatment does to its expectation
     * @param procedures that look at the same experiments
     */
    static List<Peeked> at(Outcome outcome, double effect, long seed, Procedure... procedures) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Peeked> peeked = List.of(procedures).stream().map(Peeked::new).toList();
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            Difference[] looks = looks(outcome, random);
            peeked.forEach(each -> each.watch(looks, effect));
        }
        return peeked;
    }

    private static Difference[] looks(Outcome outcome, SplittableRandom random) {
        Difference[] looks = new Difference[LOOKS];
        ArmMoments treatment = ArmMoments.NONE;
        ArmMoments control = ArmMoments.NONE;
        for (int look = 0; look < LOOKS; look++) {
            treatment = treatment.plus(arrivals(outcome, random, true));
            control = control.plus(arrivals(outcome, random, false));
            looks[look] = Welch.difference(Sample.ofMean(treatment, 0), Sample.ofMean(control, 0))
                    .orElseThrow();
        }
        return looks;
    }

    private static ArmMoments arrivals(Outcome outcome, SplittableRandom random, boolean treated) {
        long sum = 0;
        long squares = 0;
        for (int unit = 0; unit < UNITS; unit++) {
            long y = outcome.draw(random, treated);
            sum += y;
            squares += y * y;
        }
        return Moments.ofSums(UNITS, sum, squares);
    }

    private void watch(Difference[] looks, double effect) {
        boolean winner = false;
        boolean always = true;
        for (int look = 0; look < LOOKS; look++) {
            Estimate estimate = procedure.estimate(looks[look]);
            winner |= estimate.p() < procedure.alpha();
            boolean covered = estimate.ciLow() <= effect && effect <= estimate.ciHigh();
            covers[look] += covered ? 1 : 0;
            always &= covered;
            winnersAtTheEnd += look == LOOKS - 1 && estimate.p() < procedure.alpha() ? 1 : 0;
        }
        winners += winner ? 1 : 0;
        coversAlways += always ? 1 : 0;
    }

    /** The share of experiments in which some look called a winner. */
    double winners() {
        return (double) winners / EXPERIMENTS;
    }

    /** The share in which the last look did. */
    double winnersAtTheEnd() {
        return (double) winnersAtTheEnd / EXPERIMENTS;
    }

    /** The share whose interval held the effect at the look at which fewest did. */
    double leastCoverage() {
        int least = EXPERIMENTS;
        for (int each : covers) {
            least = Math.min(least, each);
        }
        return (double) least / EXPERIMENTS;
    }

    /** The share whose interval held the effect at every look. */
    double coverageAlways() {
        return (double) coversAlways / EXPERIMENTS;
    }
}
