package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import dev.milepost.fraud.model.signal.SignalVector;
import java.util.ArrayList;
import java.util.List;

/**
 * x_g: the strength of a group's strongest signal.
 *
 * @param signal which; of equals the first in the order of {@link Signal#all()}; {@code null} where all of the group are missing
 * @param strength from 0 to 1; NaN where all are missing
 */
public record GroupInput(SignalGroup group, Signal signal, double strength) {

    public boolean isMissing() {
        return signal == null;
    }

    /** Of each group, in the order of {@link SignalGroup}. */
    public static List<GroupInput> of(SignalVector features, Weights weights) {
        int groups = weights.groups().size();
        Signal[] strongest = new Signal[groups];
        double[] strengths = new double[groups];
        for (Reading reading : features.readings()) {
            if (reading.isMissing()) {
                continue;
            }
            double strength = weights.of(reading.signal()).strength(reading.value());
            int group = reading.signal().group().code();
            if (strongest[group] == null || strength > strengths[group]) {
                strongest[group] = reading.signal();
                strengths[group] = strength;
            }
        }
        List<GroupInput> inputs = new ArrayList<>(groups);
        for (GroupWeight each : weights.groups()) {
            int at = each.group().code();
            inputs.add(new GroupInput(each.group(), strongest[at], strongest[at] == null ? Double.NaN : strengths[at]));
        }
        return inputs;
    }
}
