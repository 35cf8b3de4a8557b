package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import java.util.List;

/**
 * Why a score is as high as it is.
 *
 * @param signal its code
 * @param value what the signal says, in its own unit
 * @param baseline the mean of the segment, in the same unit; NaN where unknown
 * @param contribution log odds, above 0
 * @param evidence what it rests on: identifiers, referrals, components; at most five
 */
public record Reason(Signal signal, double value, double baseline, double contribution, List<String> evidence) {

    public Reason {
        evidence = List.copyOf(evidence);
    }
}
