package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.io.Serializable;
import java.util.List;

/**
 * One version of what scores are made with; some hundred bytes.
 *
 * @param version from 1, rising
 * @param validFromMillis from when on it scores
 * @param intercept the log odds of a referral with nothing unusual
 * @param groups each group once, in the order of {@link SignalGroup}
 * @param scales each signal once, in the order of {@link Signal#all()}
 * @param floor the least score of a referral with the advocate's payment instrument and device, from 0 to 1
 */
public record Weights(
        int version,
        long validFromMillis,
        double intercept,
        List<GroupWeight> groups,
        List<SignalScale> scales,
        Calibration calibration,
        double floor)
        implements Serializable {

    public Weights {
        groups = List.copyOf(groups);
        scales = List.copyOf(scales);
        if (!groups.stream().map(GroupWeight::group).toList().equals(List.of(SignalGroup.values()))
                || !scales.stream().map(SignalScale::signal).toList().equals(Signal.all())) {
            throw new IllegalArgumentException("Each group and each signal has one weight, in order");
        }
        if (!Double.isFinite(intercept) || !(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("intercept " + intercept + ", floor " + floor);
        }
    }

    SignalScale of(Signal signal) {
        return scales.get(signal.code() - 1);
    }

    public GroupWeight of(SignalGroup group) {
        return groups.get(group.code());
    }
}
