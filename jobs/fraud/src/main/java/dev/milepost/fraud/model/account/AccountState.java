package dev.milepost.fraud.model.account;

import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one user.
 *
 * <p>Size: each identifier of 90 days about 30 bytes, at most 20 of a kind; a referral about 150 until 400 days after it was bound,
 * its clicks (20 at most) 40 each; what was found out about it, {@link LabelState}; a user who shows nothing for 90 days, and has no referral, nothing.
 */
public final class AccountState {

    static final long NEVER = Long.MIN_VALUE;

    final InOrder<AccountFact> waiting;

    /** When each identifier was seen last, those seen longest ago first. */
    final Map<Shown, Long> shown;

    /** Clicks on referral links, in time order. */
    final List<Click> clicks;

    /** Assessments that are due, in time order. */
    final List<Due> due;

    /** The first signup, or null. */
    AccountFact.SignedUp signup;

    /** The referral, or null. */
    Referral referral;

    /** What was found out about the referral. */
    LabelState labels = new LabelState();

    /** The time of the last assessment, from which on the next is; {@link #NEVER}. */
    long assessedMillis = NEVER;

    /** When the user last did anything; {@link #NEVER}. */
    long lastActiveMillis = NEVER;

    AccountState(InOrder<AccountFact> waiting, Map<Shown, Long> shown, List<Click> clicks, List<Due> due) {
        this.waiting = waiting;
        this.shown = shown;
        this.clicks = clicks;
        this.due = due;
    }

    public static AccountState empty() {
        return new AccountState(new InOrder<>(), new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    /**
     * A click on a referral link.
     *
     * @param device its device; null where unknown
     */
    record Click(long timeMillis, String referralCode, String device) {}

    /** An assessment that is due. */
    record Due(long timeMillis, Trigger trigger) {}

    /**
     * The referral of the user.
     *
     * @param boundMillis when the user signed up
     * @param qualifiedMillis {@link #NEVER}: it has not
     */
    record Referral(
            String referralId,
            String advocateId,
            String programId,
            String code,
            long boundMillis,
            long qualifiedMillis) {

        Referral qualified(long millis) {
            return new Referral(referralId, advocateId, programId, code, boundMillis, millis);
        }
    }

    /** The identifiers that were seen after a time, in the order of kind and hash. */
    List<Shown> shownSince(long timeMillis) {
        return shown.entrySet().stream()
                .filter(each -> each.getValue() > timeMillis)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Shown::kind).thenComparing(Shown::hash))
                .toList();
    }

    AccountState copy() {
        AccountState copy = new AccountState(
                waiting.copy(), new LinkedHashMap<>(shown), new ArrayList<>(clicks), new ArrayList<>(due));
        copy.signup = signup;
        copy.referral = referral;
        copy.labels = labels.copy();
        copy.lastActiveMillis = lastActiveMillis;
        copy.assessedMillis = assessedMillis;
        return copy;
    }

    public boolean isEmpty() {
        return waiting.isEmpty()
                && shown.isEmpty()
                && clicks.isEmpty()
                && due.isEmpty()
                && signup == null
                && referral == null
                && labels.isEmpty();
    }
}
