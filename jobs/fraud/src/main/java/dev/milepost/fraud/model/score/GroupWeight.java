package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.SignalGroup;
import java.io.Serializable;

/**
 * What a group counts.
 *
 * @param weight log odds at full strength, from 0: no signal speaks for a referral
 * @param centre the usual strength, from 0 to 1: there a group contributes nothing
 */
public record GroupWeight(SignalGroup group, double weight, double centre) implements Serializable {

    public GroupWeight {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY) || !(centre >= 0 && centre <= 1)) {
            throw new IllegalArgumentException(group + " has the weight " + weight + " about " + centre);
        }
    }
}
