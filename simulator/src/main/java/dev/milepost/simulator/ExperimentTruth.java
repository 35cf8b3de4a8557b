package dev.milepost.simulator;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The truth about the experiment of the simulated ask. Holds, besides sums, who is held out, about 150 bytes each: those who
 * sign up later may be their friends.
 */
final class ExperimentTruth {

    static final String UNITS =
            "experiment_id,user_id,arm,reached_at,contaminated,order_minor,wins_friend,friend_minor";
    static final String ARMS = "experiment_id,arm,metric,currency,control_mean,effect,imbalance,contaminated_units";

    private final Experiment experiment;
    private final AskEffect effect;
    private final long endMillis;
    private final Map<String, Long> heldOut = new LinkedHashMap<>();
    private long controlUnits;
    private long contaminated;
    private long ownMinor;
    private long signups;
    private long buyers;
    private long referredMinor;

    /**
     * Of a plan with an effect.
     *
     * @param endMillis of the period: a horizon that is not over by then is none
     */
    ExperimentTruth(Experiment experiment, AskEffect effect, long endMillis) {
        this.experiment = experiment;
        this.effect = effect;
        this.endMillis = endMillis;
    }

    /** Takes in a story; advocates come before whom they refer. */
    void add(Told told) {
        Sales sales = Sales.of(told.events());
        AskedUnit unit = told.unit();
        if (unit != null && unit.arm().equals(Experiment.HOLDOUT)) {
            contaminated += unit.contaminated() ? 1 : 0;
            long until = unit.reachedMillis() + experiment.horizonMillis();
            if (until < endMillis) {
                controlUnits++;
                heldOut.put(unit.userId(), unit.reachedMillis());
                ownMinor += sales.netMinor(unit.reachedMillis(), until, Long.MIN_VALUE, experiment.currency());
            }
        }
        told.story().referrals().stream()
                .filter(referral -> referral.isBound() && heldOut.containsKey(referral.advocate()))
                .forEach(referral -> referred(heldOut.get(referral.advocate()), told.story().person, sales));
    }

    private void referred(long from, Person referee, Sales sales) {
        long until = from + experiment.horizonMillis();
        long signup = referee.joinedMillis();
        signups += signup > from && signup <= until ? 1 : 0;
        long bought = sales.firstSince(signup).orElse(Long.MIN_VALUE);
        buyers += bought > from && bought <= until ? 1 : 0;
        referredMinor += sales.netMinor(from, until, signup, experiment.currency());
    }

    /** One of the lines {@link #UNITS}. */
    static String line(AskedUnit unit) {
        return String.join(
                ",",
                unit.experimentId(),
                unit.userId(),
                unit.arm(),
                Instant.ofEpochMilli(unit.reachedMillis()).toString(),
                unit.contaminated() ? "1" : "0",
                Long.toString(unit.orderMinor()),
                unit.winsFriend() ? "1" : "0",
                Long.toString(unit.friendMinor()));
    }

    /** Writes the lines {@link #ARMS}. */
    void writeTo(BufferedWriter out) throws IOException {
        for (Experiment.Arm arm : experiment.arms()) {
            boolean first = arm.equals(experiment.arms().get(0));
            for (Line line : lines()) {
                out.write(String.join(
                        ",",
                        experiment.id(),
                        arm.name(),
                        line.metric(),
                        line.currency(),
                        mean(line.sum()),
                        decimal(effect.expected().get(line.metric())),
                        decimal(first ? effect.imbalance() : 0),
                        Long.toString(contaminated)));
                out.write('\n');
            }
        }
    }

    /** A metric, and its sum over the held-out. */
    private record Line(String metric, String currency, long sum) {}

    private List<Line> lines() {
        return List.of(
                new Line(AskEffect.OWN_NET_REVENUE, experiment.currency(), ownMinor),
                new Line(AskEffect.REFERRED_SIGNUPS, "", signups),
                new Line(AskEffect.REFERRED_BUYERS, "", buyers),
                new Line(AskEffect.REFERRED_NET_REVENUE, experiment.currency(), referredMinor));
    }

    /** Empty where nobody is held out whose horizon is over. */
    private String mean(long sum) {
        return controlUnits == 0
                ? ""
                : BigDecimal.valueOf(sum)
                        .divide(BigDecimal.valueOf(controlUnits), 6, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    private static String decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
