package dev.milepost.fraud.backtest;

import dev.milepost.fraud.model.score.Contribution;
import dev.milepost.fraud.model.score.Reason;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What of a verdict the figures are made of; about 400 bytes.
 *
 * @param score 0 to 1
 * @param logit before calibration and overrides
 * @param reasons the strongest first
 * @param values of the signals that have one
 * @param contributions what each group adds to the logit; those that are 0 for want of a value too
 * @param ring the component that the referee was found in; empty: none
 */
public record Opinion(
        double score,
        double logit,
        List<Signal> reasons,
        Map<Signal, Double> values,
        Map<SignalGroup, Double> contributions,
        String ring) {

    private static final String RING = "RING:";

    public static Opinion of(Verdict verdict) {
        Map<Signal, Double> values = new EnumMap<>(Signal.class);
        for (Reading reading : verdict.features().readings()) {
            if (!reading.isMissing()) {
                values.put(reading.signal(), reading.value());
            }
        }
        Map<SignalGroup, Double> contributions = new EnumMap<>(SignalGroup.class);
        for (Contribution each : verdict.contributions()) {
            contributions.put(each.group(), each.amount());
        }
        return new Opinion(
                verdict.score(),
                verdict.logit(),
                verdict.reasons().stream().map(Reason::signal).toList(),
                values,
                contributions,
                ring(verdict.features().of(Signal.RING)));
    }

    private static String ring(Reading reading) {
        return reading.evidence().stream()
                .filter(id -> id.startsWith(RING))
                .map(id -> id.substring(RING.length()))
                .findFirst()
                .orElse("");
    }
}
