package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.ToldAsk.Going;
import dev.milepost.milestones.model.time.Timeline;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is remembered of a user. Mutable. It holds the milestones that are ahead, what was told of those of the last
 * {@link AskBook#KEPT_MILLIS} (asks are rare by their guards; what was not asked goes after the lateness), the user at the times
 * when asks were due, for the lateness, one number for each ask and category before that, one verdict for each referral of the
 * last 90 days, and each experiment once. What has to be forgotten is within a day.
 *
 * <p>What is next to be decided, or forgotten, and what a guard counts is found by its time, whatever else there is.
 */
public final class AskState {

    long toldUntilMillis = Long.MIN_VALUE;
    private final TreeMap<AskKey, AskMilestone> ahead = new TreeMap<>();
    private final TreeMap<AskKey, ToldAsk> told = new TreeMap<>();
    /** Told, and its milestone is gone. */
    final Set<AskKey> gone = new LinkedHashSet<>();

    /** Users at the times when asks may be due; those of the lateness. */
    private final TreeMap<AskDue.At, AskDue> dues = new TreeMap<>();
    /** Those of them that were told by another one. */
    final Set<AskDue.At> revised = new LinkedHashSet<>();

    private final Map<String, Timeline<ReferralRisk>> risks = new TreeMap<>();
    /** How many were asked or held out before those that are kept. */
    final Map<Earlier, Long> earlier = new TreeMap<>();

    final Set<String> experiments = new LinkedHashSet<>();

    // Found by time, made of the above.
    private final Times<AskKey> timesAhead = new Times<>();
    private final Times<AskDue.At> awaited = new Times<>();
    private final Places.Groups places = new Places.Groups();
    private final Times<AskKey> counted = new Times<>();
    private final Times<AskKey> uncounted = new Times<>();
    private final Times<AskDue.At> timesOfDues = new Times<>();
    private final Times<String> superseded = new Times<>();
    private final Times<String> latest = new Times<>();

    /** An ask, or a category (then program and ask are empty). */
    record Earlier(String program, String ask, String category) implements Comparable<Earlier> {
        private static final Comparator<Earlier> BY = Comparator.comparing(Earlier::program)
                .thenComparing(Earlier::ask)
                .thenComparing(Earlier::category);

        @Override
        public int compareTo(Earlier other) {
            return BY.compare(this, other);
        }
    }

    /** Nothing has been heard of the user. */
    public static AskState empty() {
        return new AskState();
    }

    /** A milestone has to be decided, in place of what was said of it. */
    void reach(AskMilestone milestone) {
        ahead.put(milestone.key(), milestone);
        timesAhead.set(milestone.key(), milestone.timeMillis());
    }

    /** It has been decided, or never was. */
    void pass(AskKey key) {
        ahead.remove(key);
        timesAhead.set(key, Long.MAX_VALUE);
    }

    Collection<AskMilestone> ahead() {
        return ahead.values();
    }

    List<AskMilestone> aheadUpTo(long timeMillis) {
        return timesAhead.upTo(timeMillis).stream().map(ahead::get).toList();
    }

    Collection<ToldAsk> told() {
        return told.values();
    }

    /** Null: nothing was told of it. */
    ToldAsk told(AskKey key) {
        return told.get(key);
    }

    /** In place of what was told of it before. */
    void tell(ToldAsk ask) {
        forget(ask.key());
        told.put(ask.key(), ask);
        places.add(ask);
        (ask.counts() ? counted : uncounted).set(ask.key(), ask.lastMillis());
        await(ask);
    }

    private void forget(AskKey key) {
        ToldAsk before = told.remove(key);
        if (before != null) {
            places.remove(before);
            counted.set(key, Long.MAX_VALUE);
            uncounted.set(key, Long.MAX_VALUE);
            awaited.set(before.at(), Long.MAX_VALUE);
        }
    }

    /** Of those that count for cooldown and quotas. */
    Places.Groups places() {
        return places;
    }

    Collection<AskDue> dues() {
        return dues.values();
    }

    /** Null: none is known. */
    AskDue due(AskDue.At at) {
        return dues.get(at);
    }

    /** That which was there in its place before, or null. */
    AskDue put(AskDue due) {
        AskDue before = dues.put(due.at(), due);
        timesOfDues.set(due.at(), due.dueMillis());
        await(told.get(due.key()));
        return before;
    }

    void remove(AskDue.At at) {
        dues.remove(at);
        revised.remove(at);
        timesOfDues.set(at, Long.MAX_VALUE);
        awaited.set(at, Long.MAX_VALUE);
    }

    /** What waits is awaited once it is known of the user then. */
    private void await(ToldAsk ask) {
        if (ask != null && isAwaited(ask)) {
            awaited.set(ask.at(), ask.askedAtMillis());
        }
    }

    private boolean isAwaited(ToldAsk ask) {
        return ask.going() == Going.WAITING && dues.containsKey(ask.at());
    }

    /** Whether an ask waits for it. */
    boolean isAwaited(AskDue due) {
        ToldAsk ask = told.get(due.key());
        return ask != null && ask.at().equals(due.at()) && isAwaited(ask);
    }

    List<AskDue> awaitedUpTo(long timeMillis) {
        return awaited.upTo(timeMillis).stream().map(dues::get).toList();
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    long nextDecision() {
        return Math.min(timesAhead.next(), awaited.next());
    }

    /** By referral. */
    Collection<Timeline<ReferralRisk>> risks() {
        return risks.values();
    }

    void put(ReferralRisk risk) {
        risks.computeIfAbsent(risk.referralId(), r -> new Timeline<>()).put(risk.timeMillis(), risk.verdictId(), risk);
        time(risk.referralId());
    }

    void remove(ReferralRisk risk) {
        Timeline<ReferralRisk> timeline = risks.get(risk.referralId());
        if (timeline != null) {
            timeline.remove(risk.timeMillis(), risk.verdictId());
            time(risk.referralId());
        }
    }

    private void time(String referral) {
        Timeline<ReferralRisk> timeline = risks.get(referral);
        if (timeline.isEmpty()) {
            risks.remove(referral);
        }
        latest.set(referral, timeline.isEmpty() ? Long.MAX_VALUE : timeline.lastMillis());
        superseded.set(referral, timeline.firstSupersededMillis());
    }

    /**
     * The time by which {@link #forget} has something to do next; Long.MAX_VALUE: never.
     *
     * @param latenessMillis so much later than its time a fact may come
     */
    long nextForgetting(long latenessMillis) {
        long settled = Math.min(
                Math.min(later(uncounted.next(), 1), later(timesOfDues.next(), 1)),
                Math.min(superseded.next(), later(latest.next(), Guards.RISK_WINDOW_MILLIS)));
        return Math.min(later(settled, latenessMillis), later(counted.next(), AskBook.KEPT_MILLIS + 1));
    }

    private static long later(long timeMillis, long byMillis) {
        return timeMillis == Long.MAX_VALUE ? timeMillis : timeMillis + byMillis;
    }

    /** Forgets all that decisions from {@link #toldUntilMillis} on do not need, where facts come so late. */
    void forget(long latenessMillis) {
        long settled = toldUntilMillis - latenessMillis;
        uncounted.upTo(settled - 1).forEach(this::forget);
        for (AskKey key : counted.upTo(toldUntilMillis - AskBook.KEPT_MILLIS - 1)) {
            ToldAsk ask = told.get(key);
            if (ask.asked()) {
                earlier.merge(new Earlier(key.program(), key.ask(), ""), 1L, Long::sum);
                if (ask.category() != null) {
                    earlier.merge(new Earlier("", "", ask.category()), 1L, Long::sum);
                }
            }
            forget(key);
        }
        timesOfDues.upTo(settled - 1).forEach(this::remove);
        for (String referral : superseded.upTo(settled)) {
            risks.get(referral).forgetBefore(settled);
            time(referral);
        }
        for (String referral : latest.upTo(settled - Guards.RISK_WINDOW_MILLIS)) {
            risks.remove(referral);
            superseded.set(referral, Long.MAX_VALUE);
            latest.set(referral, Long.MAX_VALUE);
        }
    }

    /** A state that may be changed without changing this one. */
    public AskState copy() {
        AskState copy = new AskState();
        copy.toldUntilMillis = toldUntilMillis;
        ahead.values().forEach(copy::reach);
        told.values().forEach(copy::tell);
        copy.gone.addAll(gone);
        dues.values().forEach(copy::put);
        copy.revised.addAll(revised);
        risks.values().forEach(timeline -> timeline.versions().forEach(copy::put));
        copy.earlier.putAll(earlier);
        copy.experiments.addAll(experiments);
        return copy;
    }

    /** Nothing has to be remembered. */
    public boolean isEmpty() {
        return ahead.isEmpty()
                && told.isEmpty()
                && gone.isEmpty()
                && dues.isEmpty()
                && revised.isEmpty()
                && risks.isEmpty()
                && earlier.isEmpty()
                && experiments.isEmpty();
    }
}
