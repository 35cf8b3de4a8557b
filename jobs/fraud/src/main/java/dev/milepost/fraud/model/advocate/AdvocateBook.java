package dev.milepost.fraud.model.advocate;

import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.advocate.AdvocateFact.Answered;
import dev.milepost.fraud.model.advocate.AdvocateFact.Asked;
import dev.milepost.fraud.model.advocate.AdvocateFact.Known;
import dev.milepost.fraud.model.advocate.AdvocateFact.Linked;
import dev.milepost.fraud.model.advocate.AdvocateFact.Lost;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.signal.AdvocateWindow;
import dev.milepost.fraud.model.signal.EmailPair;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.IdentifierEvidence;
import dev.milepost.fraud.model.signal.NearThreshold;
import dev.milepost.fraud.model.signal.Traces;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the evidence of an advocate's referrals, in the order of event time. */
public final class AdvocateBook {

    private static final long DAY = 86_400_000L;

    /** As long as a referral may still be assessed. */
    static final long REMEMBERED = 400 * DAY;

    private final AdvocateState state;
    private final Domains domains;

    public AdvocateBook(AdvocateState state, Domains domains) {
        this.state = state;
        this.domains = domains;
    }

    public void accept(AdvocateFact fact) {
        int rank = rank(fact);
        state.waiting.put(new Place(fact.timeMillis(), rank, rank + "/" + fact.timeMillis() + "/" + fact.id()), fact);
    }

    private static int rank(AdvocateFact fact) {
        if (fact instanceof Known) {
            return 0;
        } else if (fact instanceof Lost) {
            return 1;
        } else if (fact instanceof Answered) {
            return 2;
        }
        return fact instanceof Linked ? 3 : 4;
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        boolean remembers = state.profile != null || state.window != null;
        return Math.min(state.waiting.nextMillis(), remembers ? state.latestMillis + REMEMBERED : Long.MAX_VALUE);
    }

    /** Decides all up to that time, itself included. */
    public void decide(long untilMillis, Consumer<Evidence> out) {
        for (AdvocateFact fact = state.waiting.poll(untilMillis);
                fact != null;
                fact = state.waiting.poll(untilMillis)) {
            state.latestMillis = Math.max(state.latestMillis, fact.timeMillis());
            hear(fact, out);
        }
        if (state.latestMillis != Long.MIN_VALUE && state.latestMillis + REMEMBERED <= untilMillis) {
            state.profile = null;
            state.window = null;
            state.answers.clear();
            state.components.clear();
        }
    }

    private void hear(AdvocateFact fact, Consumer<Evidence> out) {
        if (fact instanceof Known known) {
            state.profile = known.profile();
        } else if (fact instanceof Lost lost) {
            if (state.window != null) {
                state.window.unbound(lost.referral().referralId());
            }
        } else if (fact instanceof Answered answered) {
            state.answers
                    .computeIfAbsent(answered.assessmentId(), assessment -> new ArrayList<>())
                    .add(answered.evidence());
        } else if (fact instanceof Linked linked) {
            state.components.put(linked.assessmentId(), linked.component());
        } else if (fact instanceof Asked asked) {
            out.accept(assess(asked.assessment()));
        }
    }

    private Evidence assess(Assessment assessment) {
        if (state.window == null) {
            state.window = new AdvocateWindow();
        }
        String assessmentId = assessment.subject().assessmentId();
        String referral = assessment.subject().referralId();
        boolean near = isNear(assessment);
        boolean firstRefund = note(assessment, near);
        List<IdentifierEvidence> identifiers = state.answers.remove(assessmentId);
        if (identifiers != null) {
            identifiers.sort(Comparator.comparing(IdentifierEvidence::kind).thenComparing(IdentifierEvidence::hash));
        }
        List<IdentifierEvidence> known = identifiers == null ? List.of() : identifiers;
        Profile profile = state.profile;
        EmailPair email = email(assessment, profile);
        state.window.marked(referral, assessment.clickToSignupMillis(), Traces.marks(known, email));
        return new Evidence(
                assessment.subject(),
                assessment.trigger(),
                assessment.timeMillis(),
                assessment.boundMillis(),
                known,
                profile == null ? Set.of(IdentifierKind.values()) : profile.kinds(),
                email,
                assessment.clickToSignupMillis(),
                assessment.orphan(),
                state.window.summary(referral),
                state.components.remove(assessmentId),
                !assessment.thresholds().isEmpty(),
                near,
                assessment.inactive(),
                firstRefund);
    }

    private EmailPair email(Assessment assessment, Profile profile) {
        return new EmailPair(
                assessment.emailHash(),
                profile == null ? null : profile.emailHash(),
                assessment.emailSlots(),
                profile == null ? List.of() : profile.emailSlots(),
                domains.of(assessment.emailDomain()));
    }

    /** Notes in the window what the referral is assessed for, and says whether it is its first refund. */
    private boolean note(Assessment assessment, boolean near) {
        String referral = assessment.subject().referralId();
        switch (assessment.trigger()) {
            case BOUND ->
                state.window.bound(referral, assessment.boundMillis(), assessment.network(), assessment.orphan());
            case PURCHASE -> state.window.ordered(referral, near);
            case QUALIFIED -> state.window.qualified(referral, assessment.timeMillis());
            case REFUND, CHARGEBACK -> {
                return state.window.refunded(referral, assessment.timeMillis());
            }
            case ACTIVITY -> state.window.activity(referral, assessment.inactive());
            case SETTLED_SOON, SETTLED, LAST_LOOK -> {}
        }
        return false;
    }

    private static boolean isNear(Assessment assessment) {
        return assessment.trigger() == Trigger.PURCHASE
                && NearThreshold.holds(assessment.amountMinor(), assessment.thresholds());
    }
}
