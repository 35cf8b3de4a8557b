package dev.milepost.fraud.backtest;

import dev.milepost.fraud.model.measure.Ranking;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How well verdicts agree with the truth.
 *
 * @param referrals that were judged or should have been
 * @param fraud how many of them are
 * @param unjudged how many had no verdict
 * @param all of all fraud
 * @param typologies of each kind of fraud
 * @param honest of each kind of honest people, how many are flagged
 * @param calibrationError mean distance of score and share of fraud, over {@value #BINS} bins of equal width, weighted by the
 *     verdicts in them
 * @param without of all fraud, without what one group of signals contributes
 * @param rings null where the truth says nothing of them
 */
public record BacktestFigures(
        long referrals,
        long fraud,
        long unjudged,
        Found all,
        SortedMap<String, Found> typologies,
        SortedMap<String, Flagged> honest,
        double calibrationError,
        Map<SignalGroup, Without> without,
        RingPairs rings) {

    /** Where recall is read: what a reviewer can look at besides. */
    private static final double FALSE_POSITIVES = 0.005;

    /** Made of the others, so none of them is a single signal. */
    private static final Set<Signal> COMBINED = Set.of(Signal.MANY_TRACES, Signal.ANOMALY);

    private static final int BINS = 10;
    private static final int FIRST = 100;

    /** Of one kind of honest people. */
    public record Flagged(long referrals, long flagged) {

        public double share() {
            return (double) flagged / referrals;
        }
    }

    /** What is left without a group. */
    public record Without(double auc, double recall) {}

    /**
     * Those of judged referrals.
     *
     * @param hasRings whether the truth says who belongs together
     */
    public static BacktestFigures of(List<Judged> referrals, boolean hasRings) {
        Map<Boolean, List<Judged>> parts = referrals.stream()
                .collect(Collectors.partitioningBy(each -> each.truth().fraud()));
        List<Judged> fraud = parts.get(true);
        List<Judged> honest = parts.get(false);
        SortedMap<String, Found> typologies = new TreeMap<>();
        byKind(fraud).forEach((kind, members) -> typologies.put(kind, found(members, honest)));
        SortedMap<String, Flagged> flagged = new TreeMap<>();
        byKind(honest)
                .forEach((kind, members) -> flagged.put(kind, new Flagged(members.size(), countFlagged(members))));
        return new BacktestFigures(
                referrals.size(),
                fraud.size(),
                referrals.stream().filter(each -> each.opinion() == null).count(),
                found(fraud, honest),
                typologies,
                flagged,
                calibrationError(referrals),
                without(fraud, honest),
                hasRings ? rings(referrals) : null);
    }

    private static Map<String, List<Judged>> byKind(List<Judged> referrals) {
        return referrals.stream()
                .collect(Collectors.groupingBy(each -> each.truth().typology()));
    }

    private static long countFlagged(List<Judged> referrals) {
        return referrals.stream().filter(Judged::isFlagged).count();
    }

    private static Found found(List<Judged> fraud, List<Judged> honest) {
        Ranking ranking = ranking(fraud, honest, Judged::score);
        List<Judged> caused =
                fraud.stream().filter(each -> each.truth().cause() != null).toList();
        Signal best = Signal.SELF_DEVICE;
        double bestAuc = Double.NEGATIVE_INFINITY;
        for (Signal signal : Signal.all()) {
            double auc = COMBINED.contains(signal) ? Double.NaN : auc(signal, fraud, honest);
            if (auc > bestAuc) {
                best = signal;
                bestAuc = auc;
            }
        }
        return new Found(
                fraud.size(),
                ranking.auc(),
                ranking.averagePrecision(),
                ranking.precisionAt(FIRST),
                ranking.truePositiveRate(FALSE_POSITIVES),
                countFlagged(fraud),
                caused.size(),
                caused.stream()
                        .filter(each -> reasons(each).indexOf(each.truth().cause()) == 0)
                        .count(),
                caused.stream()
                        .filter(each -> reasons(each).contains(each.truth().cause()))
                        .count(),
                best,
                bestAuc,
                ranking(fraud, honest, each -> contribution(each, SignalGroup.IDENTITY))
                        .truePositiveRate(FALSE_POSITIVES));
    }

    private static List<Signal> reasons(Judged judged) {
        return judged.opinion() == null ? List.of() : judged.opinion().reasons();
    }

    private static double auc(Signal signal, List<Judged> fraud, List<Judged> honest) {
        return ranking(
                        fraud,
                        honest,
                        each -> each.opinion() == null
                                ? Double.NEGATIVE_INFINITY
                                : each.opinion().values().getOrDefault(signal, Double.NEGATIVE_INFINITY))
                .auc();
    }

    private static double contribution(Judged judged, SignalGroup group) {
        return judged.opinion() == null
                ? Double.NEGATIVE_INFINITY
                : judged.opinion().contributions().getOrDefault(group, 0.0);
    }

    private static Ranking ranking(List<Judged> fraud, List<Judged> honest, ToDoubleFunction<Judged> by) {
        List<Judged> all = new ArrayList<>(fraud);
        all.addAll(honest);
        boolean[] labels = new boolean[all.size()];
        for (int i = 0; i < fraud.size(); i++) {
            labels[i] = true;
        }
        return Ranking.of(all.stream().mapToDouble(by).toArray(), labels);
    }

    private static Map<SignalGroup, Without> without(List<Judged> fraud, List<Judged> honest) {
        Map<SignalGroup, Without> without = new EnumMap<>(SignalGroup.class);
        for (SignalGroup group : SignalGroup.values()) {
            Ranking ranking = ranking(
                    fraud,
                    honest,
                    each -> each.opinion() == null
                            ? Double.NEGATIVE_INFINITY
                            : each.opinion().logit() - contribution(each, group));
            without.put(group, new Without(ranking.auc(), ranking.truePositiveRate(FALSE_POSITIVES)));
        }
        return without;
    }

    private static double calibrationError(List<Judged> referrals) {
        double[] excess = new double[BINS];
        long judged = 0;
        for (Judged each : referrals) {
            if (each.opinion() != null) {
                int bin = (int) Math.min(BINS - 1, each.opinion().score() * BINS);
                excess[bin] += each.opinion().score() - (each.truth().fraud() ? 1 : 0);
                judged++;
            }
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(excess[bin]) / judged;
        }
        return error;
    }

    /**
     * Of those of whom the truth says whether they belong with anybody. A ring is named by one of its accounts, which changes as it
     * grows: whoever was found with one of its names is of it.
     */
    private static RingPairs rings(List<Judged> referrals) {
        Names names = new Names();
        referrals.stream()
                .filter(BacktestFigures::isInRing)
                .forEach(each ->
                        names.unite(each.truth().refereeId(), each.opinion().ring()));
        Map<String, String> found = new HashMap<>();
        Map<String, String> truth = new HashMap<>();
        for (Judged each : referrals) {
            String member = each.truth().refereeId() + " " + each.truth().programId();
            if (each.truth().ring() == null) {
                continue;
            }
            if (isInRing(each)) {
                found.put(member, names.of(each.opinion().ring()));
            }
            if (!each.truth().ring().isEmpty()) {
                truth.put(member, each.truth().ring());
            }
        }
        return RingPairs.of(found, truth);
    }

    private static boolean isInRing(Judged judged) {
        return judged.opinion() != null && !judged.opinion().ring().isEmpty();
    }

    /** Names of one thing. */
    private static final class Names {

        private final Map<String, String> others = new HashMap<>();

        void unite(String one, String other) {
            String first = of(one);
            String second = of(other);
            if (!first.equals(second)) {
                others.put(first, second);
            }
        }

        String of(String name) {
            String last = name;
            while (others.containsKey(last)) {
                last = others.get(last);
            }
            return last;
        }
    }
}
