package dev.milepost.milestones.model.ask;

/** What a book of asks hears of. Each is absolute: the same identity told again replaces what was told before. */
public sealed interface AskFact permits AskMilestone, AskDue, ReferralRisk {

    /** What is told again: an ask's occurrence, or how likely a referral is fraud. */
    default Object about() {
        if (this instanceof AskMilestone milestone) {
            return new AskKey(milestone.program(), milestone.ask(), milestone.occurrence());
        }
        return this instanceof AskDue due ? due.key() : ((ReferralRisk) this).referralId();
    }
}
