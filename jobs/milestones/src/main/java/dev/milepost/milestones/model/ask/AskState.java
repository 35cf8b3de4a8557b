package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.time.Timeline;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is remembered of a user. Mutable. It holds the milestones that are ahead, what was told of those of the last
 * {@link AskBook#KEPT_MILLIS} (asks are rare by their guards; what was not asked goes after the lateness), the user at the times when asks were due, for the
 * lateness, one number for each
 * ask and category before that, one verdict for each referral of the last 90 days, and each experiment once.
 */
public final class AskState {

    long toldUntilMillis = Long.MIN_VALUE;
    final TreeMap<AskKey, AskMilestone> ahead = new TreeMap<>();
    final TreeMap<AskKey, ToldAsk> told = new TreeMap<>();
    /** Told, and its milestone is gone. */
    final Set<AskKey> gone = new LinkedHashSet<>();

    /** Users at the times when asks may be due; those of the lateness. */
    final TreeMap<AskDue.At, AskDue> dues = new TreeMap<>();
    /** Those of them that were told by another one. */
    final Set<AskDue.At> revised = new LinkedHashSet<>();

    final Map<String, Timeline<ReferralRisk>> risks = new TreeMap<>();
    /** How many were asked or held out before those that are kept. */
    final Map<Earlier, Long> earlier = new TreeMap<>();

    final Set<String> experiments = new LinkedHashSet<>();

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

    /** How far an ask is that was decided. */
    enum Going {
        /** It does not go out: of the holdout, or stopped at its milestone. */
        NOT,
        /** It waits to be due. */
        WAITING,
        OUT,
        /** A guard stopped it when it was due. */
        STOPPED
    }

    /**
     * What was told.
     *
     * @param decision at the milestone
     * @param askedAtMillis when it goes out, or would have; of what does not, and of the holdout, the milestone's time
     * @param late whether it was marked so
     * @param asked whether it ever went out, or the user was told as held out: it counts from then on
     * @param turns how often the outside was told of it: that the user is asked, or that they are not after all
     */
    record ToldAsk(
            AskMilestone milestone,
            String category,
            Decision decision,
            String reason,
            String arm,
            long askedAtMillis,
            Going going,
            boolean late,
            boolean asked,
            int turns) {

        AskKey key() {
            return milestone.key();
        }

        /** For cooldown and quotas of others: what waits has its place. */
        boolean counts() {
            return asked || going == Going.WAITING;
        }

        /** For those of what is reached at a time: what waited then had its place, whatever stopped it later. */
        boolean counts(long timeMillis) {
            return counts()
                    || (going == Going.STOPPED && milestone.timeMillis() <= timeMillis && timeMillis < askedAtMillis);
        }

        /** By another telling of its milestone. */
        ToldAsk by(AskMilestone other) {
            return new ToldAsk(other, category, decision, reason, arm, askedAtMillis, going, late, asked, turns);
        }

        ToldAsk withdrawn(String why, int turn) {
            return new ToldAsk(
                    milestone,
                    category,
                    Decision.WITHDRAWN,
                    why,
                    arm,
                    askedAtMillis,
                    Going.NOT,
                    true,
                    asked,
                    Math.max(turns, turn));
        }

        /** It is due, and goes out or not. */
        ToldAsk due(boolean goes, boolean isLate, int turn) {
            return new ToldAsk(
                    milestone,
                    category,
                    decision,
                    reason,
                    arm,
                    askedAtMillis,
                    goes ? Going.OUT : Going.STOPPED,
                    late || isLate,
                    asked || goes,
                    Math.max(turns, turn));
        }
    }

    /** Nothing has been heard of the user. */
    public static AskState empty() {
        return new AskState();
    }

    /** A state that may be changed without changing this one. */
    public AskState copy() {
        AskState copy = new AskState();
        copy.toldUntilMillis = toldUntilMillis;
        copy.ahead.putAll(ahead);
        copy.told.putAll(told);
        copy.gone.addAll(gone);
        copy.dues.putAll(dues);
        copy.revised.addAll(revised);
        risks.forEach((referral, timeline) -> copy.risks.put(referral, timeline.copy()));
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
