package dev.milepost.programs;

import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;

/**
 * Whether a reward per: advocate rests on a referral however it is reached. What a customer does themselves earns nothing alone:
 * it would be everybody's, and no verdict on a referral could hold it up.
 */
final class Referred {

    private Referred() {}

    /** Whether each way to complete the pattern, seen by an advocate, takes an event of one of their referrals at least. */
    static boolean always(Pattern pattern) {
        if (pattern instanceof Pattern.Event event) {
            return event.names().stream().allMatch(Referred::isOfReferral);
        }
        if (pattern instanceof Pattern.Nth nth) {
            return always(nth.event());
        }
        if (pattern instanceof Pattern.Count count) {
            return always(count.event());
        }
        if (pattern instanceof Pattern.Sum sum) {
            return always(sum.event());
        }
        if (pattern instanceof Pattern.All all) {
            return all.parts().stream().anyMatch(Referred::always);
        }
        if (pattern instanceof Pattern.Any any) {
            return any.parts().stream().allMatch(Referred::always);
        }
        if (pattern instanceof Pattern.Sequence sequence) {
            return sequence.parts().stream().anyMatch(Referred::always);
        }
        if (pattern instanceof Pattern.Timer timer) {
            return always(timer.anchor());
        }
        if (pattern instanceof Pattern.Absence absence) {
            return always(absence.after());
        }
        // A level is read from the advocate's own orders and attributes too, whatever its name.
        return false;
    }

    /** A milestone that an advocate's reward may name is one of another such reward, and held to the same. */
    private static boolean isOfReferral(String event) {
        return event.startsWith(Names.REFERRAL) || event.startsWith(Names.MILESTONE);
    }
}
