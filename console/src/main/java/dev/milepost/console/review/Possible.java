package dev.milepost.console.review;

import dev.milepost.fraud.model.review.Refusal;
import dev.milepost.schemas.event.ReviewAction;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a reviewer may do about a case, by what the warehouse says of it. The pipeline, which knows more, judges what is sent: something
 * of this may be refused all the same, and nothing else would be taken.
 *
 * @param actions empty: nothing
 * @param obstacle why they can do nothing; empty: they can
 */
public record Possible(Set<ReviewAction> actions, String obstacle) {

    private static final char REFEREE_ENDS = '/';

    public Possible {
        actions = Set.copyOf(actions);
    }

    static Possible of(ShownCase shown, String reviewer) {
        if (shown.isMerged()) {
            return none(RefusalWords.of(Refusal.Reason.MERGED));
        }
        if (isOwn(shown, reviewer)) {
            return none(RefusalWords.of(Refusal.Reason.OWN_CASE));
        }
        if (shown.isClaimed() && !shown.claimedBy().equals(reviewer)) {
            return none(RefusalWords.of(Refusal.Reason.CLAIMED_BY_OTHER) + " It is theirs until " + shown.claimedUntil()
                    + ".");
        }
        Set<ReviewAction> actions = EnumSet.of(ReviewAction.NOT_LINKED);
        add(
                actions,
                ReviewAction.CLAIM,
                shown.undecided() > 0 || !shown.pendingBy().isEmpty());
        add(actions, ReviewAction.RELEASE_CLAIM, shown.isClaimed());
        add(actions, ReviewAction.ESCALATE, shown.isAwaited() && !shown.escalated());
        add(actions, ReviewAction.APPROVE, canTurn(shown, "approved"));
        add(actions, ReviewAction.REJECT, canTurn(shown, "rejected"));
        add(actions, ReviewAction.PARTIAL, shown.undecided() > 0 && shown.referrals() > 1 && shown.showsAll());
        return new Possible(actions, "");
    }

    private static Possible none(String obstacle) {
        return new Possible(Set.of(), obstacle);
    }

    private static void add(Set<ReviewAction> actions, ReviewAction action, boolean possible) {
        if (possible) {
            actions.add(action);
        }
    }

    /** Advocates do not review their cases, nor do those whom they referred: a referral_id begins with its referee and a slash. */
    private static boolean isOwn(ShownCase shown, String reviewer) {
        return shown.advocateId().equals(reviewer)
                || shown.alerts().stream().anyMatch(each -> each.referralId().startsWith(reviewer + REFEREE_ENDS));
    }

    /** Whether something of it is not so already. What was voided by a time-out no approval brings back; only the pipeline knows. */
    private static boolean canTurn(ShownCase shown, String state) {
        return !shown.showsAll()
                || shown.alerts().stream().anyMatch(each -> !each.state().equals(state));
    }

    /** Whether that may be done, by its name as forms write it. */
    public boolean may(String action) {
        return actions.contains(ReviewAction.valueOf(action.toUpperCase(Locale.ROOT)));
    }
}
