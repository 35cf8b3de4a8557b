package dev.milepost.milestones.operator;

import java.util.ArrayList;
import java.util.List;

/**
 * Whose a referral is, by its id alone: attribution makes it of the referee's id, a slash and the event_id of their signup. So
 * nobody has to remember whose each referral is. Where those ids have slashes of their own, several may be meant, and whoever
 * was not hears of a referral that is not theirs.
 */
final class Referees {

    private static final char SLASH = '/';

    private Referees() {}

    /** None of what is no referral_id. */
    static List<String> of(String referralId) {
        List<String> users = new ArrayList<>();
        for (int at = referralId.indexOf(SLASH, 1); at > 0; at = referralId.indexOf(SLASH, at + 1)) {
            users.add(referralId.substring(0, at));
        }
        return users;
    }
}
