package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.time.Timeline;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is remembered of a user. Mutable. It holds the milestones that are ahead, what was told of those of the last
 * {@link AskBook#KEPT_MILLIS} (asks are rare by their guards; what was not asked goes after the lateness), one number for each
 * ask and category before that, one verdict for each referral of the last 90 days, and each experiment once.
 */
public final class AskState {

    long toldUntilMillis = Long.MIN_VALUE;
    final TreeMap<AskKey, AskMilestone> ahead = new TreeMap<>();
    final TreeMap<AskKey, ToldAsk> told = new TreeMap<>();
    /** Told, and its milestone is gone. */
    final Set<AskKey> gone = new LinkedHashSet<>();

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

    /**
     * What was told.
     *
     * @param counts whether it was ever told that the user is asked or held out: it counts from then on
     * @param turns how often the outside was told of it: that the user is asked, or that they are not after all
     */
    record ToldAsk(
            AskMilestone milestone,
            String category,
            Decision decision,
            String reason,
            String arm,
            boolean counts,
            int turns) {}

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
                && risks.isEmpty()
                && earlier.isEmpty()
                && experiments.isEmpty();
    }
}
