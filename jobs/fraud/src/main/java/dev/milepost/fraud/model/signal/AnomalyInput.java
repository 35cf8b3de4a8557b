package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * ANOMALY: min(6, −log10 p), p the tail of the detectors' score in its own segment's sketch (fraud.md, "Score"). It comes from
 * outside the evidence: detectors learn as they score.
 */
final class AnomalyInput {

    private AnomalyInput() {}

    /**
     * The reading.
     *
     * @param tail how often the segment's scores are as high, from 0 to 1; NaN where the detectors are warming up
     */
    static Reading read(double tail, String referralId) {
        return Double.isNaN(tail)
                ? Reading.missing(Signal.ANOMALY, Missing.NO_DETECTOR)
                : Reading.of(Signal.ANOMALY, Log.tail(tail), List.of(referralId));
    }
}
