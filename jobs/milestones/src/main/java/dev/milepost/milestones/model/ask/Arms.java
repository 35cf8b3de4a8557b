package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.id.Ids;
import dev.milepost.programs.model.Ask.Arm;
import dev.milepost.programs.model.Ask.Experiment;
import java.math.BigInteger;

/** Assigns users to arms: the holdout first, then the arms in the file's order. */
final class Arms {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final int POINT_BITS = 53;

    private Arms() {}

    /** The user's arm; null: held out. */
    static Arm of(Experiment experiment, String user) {
        // floor(point × 10^6) < n exactly where point < n millionths.
        long millionth = BigInteger.valueOf(Ids.point(experiment.salt(), user))
                .multiply(MILLION)
                .shiftRight(POINT_BITS)
                .longValueExact();
        long until = experiment.holdout();
        if (millionth < until) {
            return null;
        }
        for (Arm arm : experiment.arms()) {
            until += arm.share();
            if (millionth < until) {
                return arm;
            }
        }
        return experiment.arms().get(experiment.arms().size() - 1);
    }
}
