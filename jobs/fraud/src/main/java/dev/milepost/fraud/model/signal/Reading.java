package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * What one signal says of one assessment.
 *
 * @param value in the signal's own unit, from 0; NaN where missing
 * @param baseline what is usual in the segment, in the same unit; NaN where unknown
 * @param missing why there is no value; {@code null} where there is one
 * @param evidence what it rests on: identifiers ({@code DEVICE:hash}), referrals, components; at most {@link Counted#IDS}
 */
public record Reading(Signal signal, double value, double baseline, Missing missing, List<String> evidence) {

    public Reading {
        if (missing == null && !(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(signal + " has the value " + value);
        }
        if (missing != null && !Double.isNaN(value)) {
            throw new IllegalArgumentException(signal + " is missing and has the value " + value);
        }
        evidence = List.copyOf(evidence.size() > Counted.IDS ? evidence.subList(0, Counted.IDS) : evidence);
    }

    public static Reading of(Signal signal, double value, List<String> evidence) {
        return new Reading(signal, value, Double.NaN, null, evidence);
    }

    public static Reading missing(Signal signal, Missing why) {
        return new Reading(signal, Double.NaN, Double.NaN, why, List.of());
    }

    public boolean isMissing() {
        return missing != null;
    }

    Reading against(double usual) {
        return new Reading(signal, value, usual, missing, evidence);
    }
}
