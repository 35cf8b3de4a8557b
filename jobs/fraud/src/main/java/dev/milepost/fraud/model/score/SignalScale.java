package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import java.io.Serializable;

/**
 * How a signal's value becomes a strength that can be compared within its group: {@code
 * reliability · min(1, (value − from) / (full − from))}, and nothing below {@code from}.
 *
 * @param from the value, from 0, up to which it says nothing: what honest people show as well
 * @param full the value, above that, from which on it is as strong as it gets
 * @param reliability the strength there, from 0 to 1: how much it says next to the best of its group
 */
public record SignalScale(Signal signal, double from, double full, double reliability) implements Serializable {

    public SignalScale {
        if (!(from >= 0 && full > from) || !(reliability >= 0 && reliability <= 1)) {
            throw new IllegalArgumentException(
                    signal + " counts from " + from + ", is full at " + full + ", reliability " + reliability);
        }
    }

    double strength(double value) {
        return reliability * Math.max(0, Math.min(1, (value - from) / (full - from)));
    }
}
