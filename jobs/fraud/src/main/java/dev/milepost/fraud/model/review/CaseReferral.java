package dev.milepost.fraud.model.review;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/** A referral of a case: its latest alert, and what was decided. */
final class CaseReferral {

    /** What somebody has to decide, then what is riskiest. */
    static final Comparator<CaseReferral> URGENT = Comparator.<CaseReferral, Boolean>comparing(each -> !each.isOpen())
            .thenComparing(each -> -each.scoreMillionths)
            .thenComparing(each -> each.referralId);

    private static final int APPROVED = 1;
    private static final int REJECTED = 2;
    private static final int APPEALED = 4;
    private static final int APPEAL_SPENT = 8;
    private static final int NOT_LINKED = 16;
    private static final int LAPSED = 32;
    private static final int BLOCKED = 64;

    final String referralId;
    String alertId;
    long alertMillis;
    long scoreMillionths;
    long moneyMinor;
    long propensityMillionths;
    boolean blocked;

    /** At most one of the two is set. */
    boolean approved;

    boolean rejected;

    /** Who decided it, alone or first; null: nobody. */
    String decidedBy;

    /** Null where one was enough. */
    String confirmedBy;

    boolean appealed;

    /** Whether there was an appeal against the present decision already. */
    boolean appealSpent;

    boolean notLinked;

    /** Whether nobody had decided it when its rewards were voided for that. */
    private boolean lapsed;

    CaseReferral(String referralId) {
        this.referralId = referralId;
    }

    CaseReferral copy() {
        CaseReferral copy = new CaseReferral(referralId);
        copy.alertId = alertId;
        copy.alertMillis = alertMillis;
        copy.scoreMillionths = scoreMillionths;
        copy.moneyMinor = moneyMinor;
        copy.propensityMillionths = propensityMillionths;
        copy.decidedBy = decidedBy;
        copy.confirmedBy = confirmedBy;
        copy.set(flags());
        return copy;
    }

    void alerted(Alert alert) {
        alertId = alert.alertId();
        alertMillis = alert.timeMillis();
        scoreMillionths = alert.scoreMillionths();
        moneyMinor = alert.moneyMinor();
        propensityMillionths = alert.propensityMillionths();
        blocked = alert.blocked();
        lapsed = false;
    }

    /**
     * The time of its case is over, for the first time or again: what was voided then stays so.
     *
     * @param voids whether the program voids then; what is blocked any program does
     */
    void lapse(boolean voids) {
        lapsed |= !isDecided() && (voids || blocked);
    }

    /** Whether an approval comes too late: its rewards were voided, for nobody had decided, and no alert has come since. */
    boolean isLapsed() {
        return lapsed && !isDecided();
    }

    /** Whether the alert was seen: alerts of a referral come in the order of (time, id). */
    boolean has(Alert alert) {
        return alertId != null
                && (alert.timeMillis() < alertMillis
                        || (alert.timeMillis() == alertMillis && alert.alertId().compareTo(alertId) <= 0));
    }

    boolean isDecided() {
        return approved || rejected;
    }

    /** Whether somebody has yet to decide. */
    boolean isOpen() {
        return !isDecided() || appealed;
    }

    /** Whether it stands that way already, and nobody asks to look again. */
    boolean stands(boolean asApproved) {
        return !appealed && (asApproved ? approved : rejected);
    }

    /** An appeal that a rejection answers is spent; a decision that turns another round is a new one. */
    void decide(boolean asApproved, String reviewer, String second) {
        appealSpent = !asApproved && appealed;
        appealed = false;
        approved = asApproved;
        rejected = !asApproved;
        decidedBy = reviewer;
        confirmedBy = second;
    }

    boolean mayAppeal() {
        return !appealed && !appealSpent && !isLapsed() && (rejected || (blocked && !isDecided()));
    }

    /** Its latest alert and what became of it, a JSON object. */
    String alert() {
        return new Detail()
                .with("referral", referralId)
                .with("verdict", alertId)
                .with("at_millis", alertMillis)
                .with("score_millionths", scoreMillionths)
                .with("money_minor", moneyMinor)
                .with("propensity_millionths", propensityMillionths)
                .with("blocked", blocked ? 1 : 0)
                .with("state", state())
                .toString();
    }

    private String state() {
        if (appealed) {
            return "appealed";
        }
        return isDecided() ? approved ? "approved" : "rejected" : "open";
    }

    ReferralView view() {
        return new ReferralView(
                referralId,
                alertId,
                alertMillis,
                scoreMillionths,
                moneyMinor,
                propensityMillionths,
                blocked,
                approved,
                rejected,
                decidedBy,
                confirmedBy,
                appealed,
                notLinked);
    }

    private int flags() {
        return (approved ? APPROVED : 0)
                | (rejected ? REJECTED : 0)
                | (appealed ? APPEALED : 0)
                | (appealSpent ? APPEAL_SPENT : 0)
                | (notLinked ? NOT_LINKED : 0)
                | (lapsed ? LAPSED : 0)
                | (blocked ? BLOCKED : 0);
    }

    private void set(int flags) {
        approved = (flags & APPROVED) != 0;
        rejected = (flags & REJECTED) != 0;
        appealed = (flags & APPEALED) != 0;
        appealSpent = (flags & APPEAL_SPENT) != 0;
        notLinked = (flags & NOT_LINKED) != 0;
        lapsed = (flags & LAPSED) != 0;
        blocked = (flags & BLOCKED) != 0;
    }

    void write(DataOutput out) throws IOException {
        writeText(referralId, out);
        writeText(alertId, out);
        writeLong(alertMillis, out);
        writeLong(scoreMillionths, out);
        writeLong(moneyMinor, out);
        writeLong(propensityMillionths, out);
        writeText(decidedBy, out);
        writeText(confirmedBy, out);
        out.writeByte(flags());
    }

    static CaseReferral read(DataInput in) throws IOException {
        CaseReferral referral = new CaseReferral(readText(in));
        referral.alertId = readText(in);
        referral.alertMillis = readLong(in);
        referral.scoreMillionths = readLong(in);
        referral.moneyMinor = readLong(in);
        referral.propensityMillionths = readLong(in);
        referral.decidedBy = readText(in);
        referral.confirmedBy = readText(in);
        referral.set(in.readByte());
        return referral;
    }
}
