package dev.milepost.programs.model;

import java.util.List;
import java.util.Set;

/** The words of program files that have a meaning of their own. */
public final class Names {

    public static final String SIGNUP = "signup";
    public static final String ORDER = "order";

    /** Events that carry money. */
    public static final Set<String> PURCHASES = Set.of(ORDER, "renewal", "refund", "chargeback", "refund_cancelled");

    /** Prefixes of events that are decided later than attribution, which therefore cannot wait for them. */
    public static final List<String> DERIVED_EVENTS = List.of("referral.", "reward.", "milestone.");

    /** Before the name of an event of a referee, as the advocate's subject sees it. */
    public static final String REFERRAL = "referral.";

    /** Before what the ledger decides, behind all patterns: none may name it. */
    public static final String REWARD = "reward.";

    /** Before the id of an ask or a reward: its pattern has completed. */
    public static final String MILESTONE = "milestone.";

    /** A referee has been bound to an advocate. */
    public static final String REFERRAL_BOUND = REFERRAL + "bound";

    /** The program's {@code qualifies} has happened. */
    public static final String REFERRAL_QUALIFIED = REFERRAL + "qualified";

    /** A reviewer has rejected the referral: a step of it in journey, which no pattern names. */
    public static final String REFERRAL_REJECTED = REFERRAL + "rejected";

    /** A reviewer has approved it; else as {@link #REFERRAL_REJECTED}. */
    public static final String REFERRAL_APPROVED = REFERRAL + "approved";

    /** A verdict has found one identity or a ring, from the program's {@code block_over} on; else as {@link #REFERRAL_REJECTED}. */
    public static final String REFERRAL_BLOCKED = REFERRAL + "blocked";

    /** Before a field of the advocate's attributes. */
    public static final String REFERRER = "referrer.";

    /** Before a field of the referee's attributes. */
    public static final String REFEREE = "referee.";

    public static final String AMOUNT = "amount";
    public static final String MRR = "mrr";
    public static final String ARR = "arr";
    public static final String VALUE = "value";
    public static final String COUNTRY = "country";
    public static final String PLAN = "plan";
    public static final String SEGMENT = "segment";

    /** Fields that only have equality. */
    public static final Set<String> TEXT_FIELDS = Set.of(COUNTRY, PLAN, SEGMENT);

    private Names() {}
}
