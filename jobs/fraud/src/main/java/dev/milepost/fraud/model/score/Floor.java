package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalVector;
import java.util.List;

/**
 * A policy that overrides the score: advocate and referee share payment instrument and device. Shown as {@link #CODE}; it is in no
 * contribution.
 *
 * @param signals what it rests on
 * @param leastMillionths the least score, in millionths
 * @param calibratedMillionths what the score would be without it
 */
public record Floor(List<Signal> signals, int leastMillionths, int calibratedMillionths) {

    public static final String CODE = "OVERRIDE";

    public Floor {
        signals = List.copyOf(signals);
    }

    static boolean holds(SignalVector features) {
        return present(features.of(Signal.SELF_PAYMENT)) && present(features.of(Signal.SELF_DEVICE));
    }

    private static boolean present(Reading reading) {
        return !reading.isMissing() && reading.value() > 0;
    }
}
