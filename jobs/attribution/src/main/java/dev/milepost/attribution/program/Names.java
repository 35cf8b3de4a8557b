package dev.milepost.attribution.program;

import java.util.List;
import java.util.Set;

/** The words of program files that have a meaning of their own. */
final class Names {

    static final String SIGNUP = "signup";
    static final String ORDER = "order";

    /** Events that carry money. */
    static final Set<String> PURCHASES = Set.of(ORDER, "renewal", "refund", "chargeback", "refund_cancelled");

    /** Prefixes of events that are decided later than attribution, which therefore cannot wait for them. */
    static final List<String> DERIVED_EVENTS = List.of("referral.", "reward.", "milestone.");

    static final String AMOUNT = "amount";
    static final String MRR = "mrr";
    static final String VALUE = "value";
    static final String COUNTRY = "country";
    static final String PLAN = "plan";
    static final String SEGMENT = "segment";

    /** Fields that only have equality. */
    static final Set<String> TEXT_FIELDS = Set.of(COUNTRY, PLAN, SEGMENT);

    private Names() {}
}
