package dev.milepost.programs.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which order a reward hangs on, whose refund takes it back: that of the purchase which completes it; where none does, that by
 * which the referral qualified whose event completes it.
 *
 * @param completing whether a purchase may complete it
 * @param qualifying whether something else may, of a referral that qualifies by an order
 */
public record OrderOf(boolean completing, boolean qualifying) {

    private static final Set<String> SALES = Set.of(Names.ORDER, "renewal");

    /** Whether an event of that name is an order that may be refunded. */
    public static boolean isSale(String event) {
        return SALES.contains(event);
    }

    /** Whether there may be one. */
    public boolean any() {
        return completing || qualifying;
    }

    /**
     * Of a reward.
     *
     * @param on what earns it
     * @param qualifies the event by which the program's referrals qualify
     * @param milestones the patterns by which the ask or reward of an id is reached; none where there is no such
     */
    public static OrderOf reward(
            Pattern on, Reward.Subject per, String qualifies, Function<String, List<Pattern>> milestones) {
        boolean advocate = per == Reward.Subject.ADVOCATE;
        boolean completing = false;
        boolean qualifying = false;
        for (String cause : causes(on, milestones)) {
            boolean ofReferee = cause.startsWith(Names.REFERRAL);
            // Of an advocate's own orders the ledger hears nothing.
            boolean purchase = ofReferee == advocate
                    && Names.PURCHASES.contains(ofReferee ? cause.substring(Names.REFERRAL.length()) : cause);
            completing |= purchase;
            qualifying |= !purchase && (ofReferee || !advocate) && SALES.contains(qualifies);
        }
        return new OrderOf(completing, qualifying);
    }

    /** The events that may complete a pattern, or set the timer that does; sorted. Milestones are what reaches them. */
    public static Set<String> causes(Pattern on, Function<String, List<Pattern>> milestones) {
        Set<String> causes = new TreeSet<>();
        collect(on, milestones, causes, new TreeSet<>());
        return causes;
    }

    private static void collect(
            Pattern pattern, Function<String, List<Pattern>> milestones, Set<String> causes, Set<String> seen) {
        if (pattern instanceof Pattern.Event event) {
            for (String name : event.names()) {
                if (!name.startsWith(Names.MILESTONE)) {
                    causes.add(name);
                } else if (seen.add(name)) {
                    milestones
                            .apply(name.substring(Names.MILESTONE.length()))
                            .forEach(reached -> collect(reached, milestones, causes, seen));
                }
            }
        } else if (pattern instanceof Pattern.Nth nth) {
            collect(nth.event(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Count count) {
            collect(count.event(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Sum sum) {
            collect(sum.event(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Level level) {
            causes.addAll(Measure.of(level.field()) == null ? Set.of(level.field()) : Names.PURCHASES);
        } else if (pattern instanceof Pattern.All all) {
            all.parts().forEach(part -> collect(part, milestones, causes, seen));
        } else if (pattern instanceof Pattern.Any any) {
            any.parts().forEach(part -> collect(part, milestones, causes, seen));
        } else if (pattern instanceof Pattern.Sequence sequence) {
            collect(sequence.parts().get(sequence.parts().size() - 1), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Timer timer) {
            collect(timer.anchor(), milestones, causes, seen);
        } else if (pattern instanceof Pattern.Absence absence) {
            collect(absence.after(), milestones, causes, seen);
        }
    }
}
