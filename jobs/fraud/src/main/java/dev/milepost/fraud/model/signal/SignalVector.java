package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * All signals of one assessment: what a score is made of, and from what it is made again bit for bit.
 *
 * @param readings each signal once, in the order of {@link Signal#all()}
 */
public record SignalVector(List<Reading> readings) {

    public SignalVector {
        readings = List.copyOf(readings);
        if (readings.size() != Signal.all().size()) {
            throw new IllegalArgumentException(readings.size() + " signals");
        }
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).signal() != Signal.all().get(i)) {
                throw new IllegalArgumentException(readings.get(i).signal() + " in the place of "
                        + Signal.all().get(i));
            }
        }
    }

    public Reading of(Signal signal) {
        return readings.get(signal.code() - 1);
    }

    /** Those without a value. */
    public List<Reading> missing() {
        return readings.stream().filter(Reading::isMissing).toList();
    }
}
