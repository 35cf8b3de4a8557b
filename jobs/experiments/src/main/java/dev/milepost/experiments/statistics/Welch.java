package dev.milepost.experiments.statistics;

import java.util.Optional;

/**
 * The difference of two means whose variances need not be equal (Welch 1947, "The generalization of 'Student's' problem when
 * several different population variances are involved").
 *
 * <p>d = ȳt − ȳc, se² = st² ÷ nt + sc² ÷ nc, and the degrees of freedom of Welch and Satterthwaite (Satterthwaite 1946, eq. 17):
 * df = (st² ÷ nt + sc² ÷ nc)² ÷ ((st² ÷ nt)² ÷ (nt − 1) + (sc² ÷ nc)² ÷ (nc − 1)).
 */
public final class Welch {

    private Welch() {}

    /** Of two arms; none where one has fewer than two units, or no unit differs from another of its arm. */
    public static Optional<Difference> difference(Sample treatment, Sample control) {
        if (treatment.n() < 2 || control.n() < 2) {
            return Optional.empty();
        }
        double variance = treatment.varianceOfMean() + control.varianceOfMean();
        if (!(variance > 0)) {
            return Optional.empty();
        }
        return Optional.of(new Difference(
                treatment.mean() - control.mean(),
                Math.sqrt(variance),
                degreesOfFreedom(treatment, control),
                Math.addExact(treatment.n(), control.n())));
    }

    static double degreesOfFreedom(Sample treatment, Sample control) {
        // As shares of their sum, so that no square of a small variance becomes 0.
        double sum = treatment.varianceOfMean() + control.varianceOfMean();
        double ofTreatment = treatment.varianceOfMean() / sum;
        double ofControl = control.varianceOfMean() / sum;
        return 1 / (ofTreatment * ofTreatment / (treatment.n() - 1) + ofControl * ofControl / (control.n() - 1));
    }
}
