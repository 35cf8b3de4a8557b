package dev.milepost.fraud.model.learn;

import dev.milepost.fraud.model.score.Scorer;
import dev.milepost.fraud.model.score.Vectors;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.Weights;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up town whose fraudsters have moved on from what the experts knew: they share nothing with their advocates any more, come
 * through many networks and refund; and whose honest people are bursty and odd.
 */
final class Town {

    static final long DAY = 86_400_000L;
    static final long START = 1_767_571_200_000L;
    private static final int REFERRALS_A_DAY = 600;
    private static final double FRAUD = 0.04;
    private static final int REVIEWS_A_DAY = 100;
    private static final double CHARGED_BACK = 0.3;
    private static final int CHARGEBACK_DAYS = 10;

    record Referral(Subject subject, SignalVector features, boolean fraud) {}

    private final Random random;
    private final double wrongReviews;
    private final List<Example> later = new ArrayList<>();
    private int next;

    Town(long seed, double wrongReviews) {
        this.random = new Random(seed);
        this.wrongReviews = wrongReviews;
    }

    List<Referral> day() {
        List<Referral> day = new ArrayList<>();
        for (int i = 0; i < REFERRALS_A_DAY; i++) {
            String id = "r" + next++;
            boolean fraud = random.nextDouble() < FRAUD;
            day.add(new Referral(
                    new Subject(id + "@0", id, "p", "a", "b", "s"), Vectors.of(fraud ? fraudster() : honest()), fraud));
        }
        return day;
    }

    private Map<Signal, Double> honest() {
        Map<Signal, Double> values = usual();
        values.put(Signal.VELOCITY, random.nextDouble() < 0.3 ? 1 + 3 * random.nextDouble() : 0);
        values.put(Signal.ANOMALY, Math.min(6, 1.2 * exponential()));
        values.put(Signal.SELF_DEVICE, random.nextDouble() < 0.08 ? 0.63 : 0);
        return values;
    }

    private Map<Signal, Double> fraudster() {
        Map<Signal, Double> values = usual();
        values.put(Signal.REFUND_AFTER_REWARD, Math.min(0.95, 0.4 + 0.5 * random.nextDouble()));
        values.put(Signal.DEVICE_REUSE, 3 * random.nextDouble());
        values.put(Signal.FAST_SIGNUP, Math.min(6, exponential()));
        return values;
    }

    private Map<Signal, Double> usual() {
        Map<Signal, Double> values = new EnumMap<>(Signal.class);
        values.put(Signal.SELF_DEVICE, 0.0);
        values.put(Signal.VELOCITY, 0.0);
        values.put(Signal.ANOMALY, Math.min(6, 0.6 * exponential()));
        values.put(Signal.FAST_SIGNUP, Math.min(6, 0.43 * exponential()));
        values.put(Signal.DEVICE_REUSE, random.nextDouble() < 0.3 ? 1.0 : 0.0);
        values.put(Signal.RING, random.nextDouble() < 0.05 ? random.nextDouble() : 0.0);
        values.put(Signal.REFUND_AFTER_REWARD, 0.45 * random.nextDouble());
        if (random.nextBoolean()) {
            values.remove(Signal.FAST_SIGNUP);
        }
        return values;
    }

    private double exponential() {
        return -Math.log(1 - random.nextDouble());
    }

    /** A day of referrals, its hundred reviews by score, its audits, and the chargebacks of ten days before. */
    void live(LearnerState state, int day) {
        long evening = START + day * DAY + DAY / 2;
        List<Example> labels = new ArrayList<>();
        List<Referral> referrals = day();
        double scores = referrals.stream()
                .mapToDouble(each -> score(each, state.live()).score())
                .sum();
        for (Referral each : referrals) {
            Verdict verdict = score(each, state.live());
            double propensity = Math.min(1, REVIEWS_A_DAY * verdict.score() / scores);
            if (random.nextDouble() < propensity) {
                boolean wrong = random.nextDouble() < wrongReviews;
                labels.add(Example.of(verdict, evening, LabelSource.REVIEW, each.fraud() != wrong, propensity));
            } else if (Audit.holds(each.subject().referralId())) {
                labels.add(Example.of(verdict, evening, LabelSource.AUDIT, each.fraud(), Audit.SHARE));
            }
            if (each.fraud() && random.nextDouble() < CHARGED_BACK) {
                later.add(Example.of(verdict, evening + CHARGEBACK_DAYS * DAY, LabelSource.CHARGEBACK, true, 1));
            }
        }
        later.stream().filter(each -> each.labelledMillis() <= evening).forEach(labels::add);
        later.removeIf(each -> each.labelledMillis() <= evening);
        labels.sort(Comparator.comparingLong(Example::labelledMillis).thenComparing(Example::referralId));
        labels.forEach(each -> Learner.add(state, each));
    }

    static Verdict score(Referral referral, Weights weights) {
        return new Scorer(weights).score(referral.subject(), 0, referral.features());
    }

    /** How weights rank days that nobody has learnt from. */
    static Outcomes ranking(Weights weights, long seed) {
        Town fresh = new Town(seed, 0);
        Outcomes ranking = new Outcomes();
        for (int day = 0; day < 10; day++) {
            fresh.day().forEach(each -> ranking.add(score(each, weights).score(), each.fraud()));
        }
        return ranking;
    }
}
