package dev.milepost.experiments.discovery;

import dev.milepost.experiments.statistics.Holm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.NormalDistribution;

/** Reads users one by one, and says which candidates an outcome follows. No user is kept: memory grows with events and strata. */
public final class Discovery {

    private final Outcome outcome;
    private final List<String> events;
    private final Strata[][] atOthers;
    private final Strata[][] atAll;
    private long signups;
    private long users;
    private long had;

    /**
     * Of nobody yet.
     *
     * @param events whose candidates are judged: names, none of them twice, not the outcome's own
     */
    public Discovery(Outcome outcome, List<String> events) {
        this.outcome = outcome;
        this.events = List.copyOf(events);
        this.atOthers = strata();
        this.atAll = strata();
    }

    private Strata[][] strata() {
        Strata[][] strata = new Strata[events.size()][Grid.DAYS.size()];
        for (Strata[] ofEvent : strata) {
            for (int window = 0; window < ofEvent.length; window++) {
                ofEvent[window] = new Strata();
            }
        }
        return strata;
    }

    /**
     * Adds a user.
     *
     * @throws IllegalArgumentException if there is not an activity of each event
     */
    public void add(UserHistory user) {
        if (user.events().size() != events.size()) {
            throw new IllegalArgumentException("There are " + events.size() + " events, and activities of "
                    + user.events().size());
        }
        signups++;
        boolean open = false;
        boolean follows = false;
        int[] otherDays = otherDays(user);
        for (int window = 0; window < Grid.DAYS.size(); window++) {
            if (outcome.isOpen(user, window)) {
                open = true;
                follows |= outcome.isHad(user, window);
                add(user, window, otherDays);
            }
        }
        users += open ? 1 : 0;
        had += follows ? 1 : 0;
    }

    private void add(UserHistory user, int window, int[] otherDays) {
        int length = (int) ((1L << Grid.DAYS.get(window)) - 1);
        boolean with = outcome.isHad(user, window);
        int all = user.other().count(window);
        for (Activity activity : user.events()) {
            all += activity.count(window);
        }
        for (int event = 0; event < events.size(); event++) {
            Activity own = user.events().get(event);
            int count = own.count(window);
            int level = Grid.level(count);
            int days = otherDays[event] & length;
            atOthers[event][window].add(user.cohort(), all - count, Integer.bitCount(days), level, with);
            atAll[event][window].add(user.cohort(), all, Integer.bitCount(days | (own.days() & length)), level, with);
        }
    }

    /** For each event, the days on which the user did anything else. */
    private int[] otherDays(UserHistory user) {
        int[] days = new int[events.size()];
        int before = user.other().days();
        for (int event = 0; event < days.length; event++) {
            days[event] = before;
            before |= user.events().get(event).days();
        }
        int after = 0;
        for (int event = days.length - 1; event >= 0; event--) {
            days[event] |= after;
            after |= user.events().get(event).days();
        }
        return days;
    }

    /**
     * What is found of all users so far.
     *
     * @param alpha how often chance alone may find anything: above 0, below ½
     */
    public Discoveries found(double alpha) {
        List<Finding.Pair> judged = judged();
        double[] adjusted = Holm.adjusted(judged.stream().map(Finding.Pair::p).toList());
        double quantile = judged.isEmpty()
                ? 0
                : -new NormalDistribution(null, 0, 1).inverseCumulativeProbability(alpha / 2 / judged.size());
        Map<String, Integer> best = best(judged);
        List<Finding> findings = new ArrayList<>();
        best.forEach((event, index) -> {
            Finding.Pair pair = judged.get(index);
            findings.add(pair.finding(quantile, adjusted[index], verdict(pair, adjusted[index], alpha, judged.size())));
        });
        findings.sort(Comparator.comparingDouble(Finding::ciLow)
                .reversed()
                .thenComparing(finding -> finding.candidate().event()));
        List<String> tooFew = events.stream()
                .filter(event -> !best.containsKey(event))
                .sorted()
                .toList();
        return new Discoveries(outcome, alpha, signups, users, had, judged.size(), findings, tooFew);
    }

    private List<Finding.Pair> judged() {
        List<Finding.Pair> judged = new ArrayList<>();
        for (int event = 0; event < events.size(); event++) {
            for (int window = 0; window < Grid.DAYS.size(); window++) {
                for (int count = 0; count < Grid.COUNTS.size(); count++) {
                    Finding.Pair pair = new Finding.Pair(
                            new Candidate(events.get(event), Grid.COUNTS.get(count), Grid.DAYS.get(window)),
                            atOthers[event][window].compared(count),
                            atAll[event][window].compared(count));
                    if (pair.isJudgeable()) {
                        judged.add(pair);
                    }
                }
            }
        }
        return judged;
    }

    /** Of each event's candidates, which say much the same, the one that is furthest from chance; of equals the first. */
    private static Map<String, Integer> best(List<Finding.Pair> judged) {
        Map<String, Integer> best = new LinkedHashMap<>();
        for (int i = 0; i < judged.size(); i++) {
            int index = i;
            best.merge(
                    judged.get(i).candidate().event(),
                    index,
                    (before, now) -> Math.abs(judged.get(now).z())
                                    > Math.abs(judged.get(before).z())
                            ? now
                            : before);
        }
        return best;
    }

    private static Finding.Verdict verdict(Finding.Pair pair, double pHolm, double alpha, int judged) {
        if (pHolm < alpha) {
            return pair.z() > 0 ? Finding.Verdict.MILESTONE : Finding.Verdict.LESS;
        }
        boolean alone = pair.atOthers().z() > 0 && pair.atOthers().p() * judged < alpha;
        return alone ? Finding.Verdict.ACTIVITY : Finding.Verdict.NOTHING;
    }
}
