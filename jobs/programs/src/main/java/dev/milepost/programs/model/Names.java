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

    public static final String AMOUNT = "amount";
    public static final String MRR = "mrr";
    public static final String VALUE = "value";
    public static final String COUNTRY = "country";
    public static final String PLAN = "plan";
    public static final String SEGMENT = "segment";

    /** Fields that only have equality. */
    public static final Set<String> TEXT_FIELDS = Set.of(COUNTRY, PLAN, SEGMENT);

    private Names() {}
}
