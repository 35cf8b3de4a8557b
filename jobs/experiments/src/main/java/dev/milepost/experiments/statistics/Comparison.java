package dev.milepost.experiments.statistics;

import java.util.Optional;

/**
 * One arm against control on one metric.
 *
 * @param metric its name
 * @param primary whether the experiment is decided by it
 * @param arm the arm's name
 * @param control control's name
 * @param treatment the arm's figures
 * @param baseline control's figures
 * @param absolute the effect; none where an arm has fewer than two units, or no unit differs from another of its arm
 * @param relative the effect as a share of control; none where that is so, or control is too near to 0
 * @param adjustment by a covariate, where there was one
 * @param pHolm p after Holm over all primary comparisons; NaN of others
 */
public record Comparison(
        String metric,
        boolean primary,
        String arm,
        String control,
        Sample treatment,
        Sample baseline,
        Optional<Estimate> absolute,
        Optional<Estimate> relative,
        Optional<Adjustment> adjustment,
        double pHolm) {

    /** Compares an arm with control, before Holm. */
    static Comparison of(Metric metric, String arm, String control, Procedure procedure) {
        Figures figures = new Figures(metric);
        Sample treatment = figures.of(arm);
        Sample baseline = figures.of(control);
        return new Comparison(
                metric.name(),
                metric.primary(),
                arm,
                control,
                treatment,
                baseline,
                Welch.difference(treatment, baseline).map(procedure::estimate),
                RelativeLift.difference(treatment, baseline).map(procedure::estimate),
                figures.adjustment(arm, control),
                Double.NaN);
    }

    Comparison withHolm(double adjusted) {
        return new Comparison(
                metric, primary, arm, control, treatment, baseline, absolute, relative, adjustment, adjusted);
    }

    /** A metric's figures by arm, as its kind has them. */
    private static final class Figures {

        private final Metric metric;
        private final Cuped cuped;

        Figures(Metric metric) {
            this.metric = metric;
            this.cuped = metric.kind() == Metric.Kind.ADJUSTED
                    ? Cuped.over(metric.arms().values())
                    : null;
        }

        Sample of(String arm) {
            ArmMoments moments = moments(arm);
            return switch (metric.kind()) {
                case MEAN -> Sample.ofMean(moments, metric.decimals());
                case PROPORTION -> Sample.ofProportion(moments);
                case ADJUSTED -> cuped.adjust(moments, metric.decimals());
            };
        }

        private ArmMoments moments(String arm) {
            return metric.arms().getOrDefault(arm, ArmMoments.NONE);
        }

        Optional<Adjustment> adjustment(String arm, String control) {
            if (cuped == null) {
                return Optional.empty();
            }
            Sample treatment = Sample.ofMean(moments(arm), metric.decimals());
            Sample baseline = Sample.ofMean(moments(control), metric.decimals());
            double before = treatment.varianceOfMean() + baseline.varianceOfMean();
            double after = of(arm).varianceOfMean() + of(control).varianceOfMean();
            return Optional.of(new Adjustment(
                    cuped.theta(metric.decimals(), metric.decimalsOfX()),
                    treatment.mean(),
                    baseline.mean(),
                    1 - after / before));
        }
    }
}
