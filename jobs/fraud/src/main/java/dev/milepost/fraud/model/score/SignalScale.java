package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Signal;
import java.io.Serializable;

/**
 * How a signal's value becomes a strength that can be compared within its group: {@code reliability · min(1, value / full)}.
 *
 * @param full the value, above 0, from which on it is as strong as it gets
 * @param reliability the strength there, from 0 to 1: how much it says next to the best of its group
 */
public record SignalScale(Signal signal, double full, double reliability) implements Serializable {

    public SignalScale {
        if (!(full > 0) || !(reliability >= 0 && reliability <= 1)) {
            throw new IllegalArgumentException(signal + " is full at " + full + ", reliability " + reliability);
        }
    }

    double strength(double value) {
        return reliability * Math.min(1, value / full);
    }
}
