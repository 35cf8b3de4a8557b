package dev.milepost.experiments.model;

/**
 * How many units an arm has.
 *
 * @param exposed whether their horizon is over or not
 * @param plannedMillionths what the files gave it, summed over the exposures of all arms
 * @param matured those whose horizon is over
 * @param referees of its units, who signed up within the horizon, over or not
 */
public record ArmCount(long exposed, long plannedMillionths, long matured, long referees) {

    static final ArmCount NONE = new ArmCount(0, 0, 0, 0);

    ArmCount plus(ArmCount other) {
        return new ArmCount(
                exposed + other.exposed,
                Math.addExact(plannedMillionths, other.plannedMillionths),
                matured + other.matured,
                referees + other.referees);
    }

    ArmCount negated() {
        return new ArmCount(-exposed, -plannedMillionths, -matured, -referees);
    }
}
