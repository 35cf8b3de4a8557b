package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * logit(s) = b + Σ_g c_g, c_g = w_g (x_g − x̄_g); s is its calibrated probability, or a floor where a policy sets one. Pure: the
 * same for the same weights and features, to the bit, on every machine (doubles, added in the order of groups; exponentials by
 * StrictMath).
 */
public final class Scorer {

    private static final Comparator<Reason> GREATEST_FIRST =
            Comparator.comparingDouble(Reason::contribution).reversed();

    private final Weights weights;

    public Scorer(Weights weights) {
        this.weights = weights;
    }

    /** The id of the verdict that an assessment comes to. */
    public static String verdictId(Subject subject) {
        return FraudIds.of("verdict", subject.assessmentId());
    }

    /** Scores what has just been read. */
    public Verdict score(Subject subject, long timeMillis, SignalVector features) {
        return score(subject, timeMillis, Versions.RULES, features);
    }

    Verdict score(Subject subject, long timeMillis, int rules, SignalVector features) {
        List<Contribution> contributions = contributions(features);
        double logit = weights.intercept();
        for (Contribution each : contributions) {
            logit += each.amount();
        }
        int calibrated = millionths(weights.calibration().probability(logit));
        Floor floor = floor(features, calibrated);
        return new Verdict(
                verdictId(subject),
                subject,
                timeMillis,
                floor == null ? calibrated : Math.max(calibrated, floor.leastMillionths()),
                logit,
                weights.intercept(),
                contributions,
                floor,
                reasons(contributions, features),
                new Versions(Versions.MODEL, rules, weights.version()),
                features);
    }

    private List<Contribution> contributions(SignalVector features) {
        List<Contribution> contributions = new ArrayList<>(weights.groups().size());
        for (GroupInput input : GroupInput.of(features, weights)) {
            GroupWeight group = weights.of(input.group());
            double amount = input.isMissing() ? 0 : group.weight() * (input.strength() - group.centre());
            contributions.add(new Contribution(input.group(), input.signal(), input.strength(), amount));
        }
        return contributions;
    }

    private Floor floor(SignalVector features, int calibrated) {
        return Floor.holds(features)
                ? new Floor(List.of(Signal.SELF_PAYMENT, Signal.SELF_DEVICE), millionths(weights.floor()), calibrated)
                : null;
    }

    private static List<Reason> reasons(List<Contribution> contributions, SignalVector features) {
        List<Reason> reasons = new ArrayList<>();
        for (Contribution each : contributions) {
            if (each.amount() > 0) {
                Reading reading = features.of(each.signal());
                reasons.add(new Reason(
                        each.signal(), reading.value(), reading.baseline(), each.amount(), reading.evidence()));
            }
        }
        reasons.sort(GREATEST_FIRST);
        return reasons.size() > Verdict.REASONS ? reasons.subList(0, Verdict.REASONS) : reasons;
    }

    private static int millionths(double probability) {
        return (int) Math.round(probability * Verdict.MILLION);
    }
}
