package dev.milepost.oracle;

import dev.milepost.programs.model.Pattern;
import dev.milepost.testkit.oracle.pattern.Happening;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What milestones do not count: events of referrals that are rejected. Among what a subject sees stands each decision about one of
 * its referrals; of those that are known, the latest counts, unless it came too long after the event.
 */
public final class Rejections {

    /** The name of a decision against a referral, and of one for it. */
    public static final String REJECTED = "referral rejected";

    public static final String APPROVED = "referral approved";

    private Rejections() {}

    /** Whether a happening is such a decision. */
    public static boolean isDecision(String name) {
        return name.equals(REJECTED) || name.equals(APPROVED);
    }

    /** Whether a pattern is done by one event at a time, so that a rejection takes that one away and leaves all others alone. */
    public static boolean isOfSingleEvents(Pattern pattern) {
        return pattern instanceof Pattern.Event
                || (pattern instanceof Pattern.Any any && any.parts().stream().allMatch(Rejections::isOfSingleEvents));
    }

    /**
     * What counts of what is known, without the decisions themselves.
     *
     * @param known in order
     * @param horizon how long after an event it may be decided that it does not count
     */
    public static List<Happening> counted(List<Happening> known, Duration horizon) {
        List<Happening> decisions =
                known.stream().filter(event -> isDecision(event.name())).toList();
        return known.stream()
                .filter(event -> !isDecision(event.name()) && isCounted(event, decisions, horizon.toMillis()))
                .toList();
    }

    private static boolean isCounted(Happening event, List<Happening> decisions, long horizon) {
        Map<String, Boolean> rejected = new HashMap<>();
        decisions.stream()
                .filter(decision -> decision.time() - horizon <= event.time())
                .forEach(decision -> rejected.put(
                        decision.referrals().get(0), decision.name().equals(REJECTED)));
        return event.referrals().stream().noneMatch(referral -> rejected.getOrDefault(referral, false));
    }
}
