package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.milestones.model.people.PersonEvent.Reviewed;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of one user. Mutable; the elements are not. */
public final class PersonState {

    static final long NEVER = Long.MIN_VALUE;

    /** Whose it is; null before the first event. */
    String userId;

    /** Of the first signup; {@link #NEVER} where none was seen. */
    long signupMillis = NEVER;

    /** Of the first signup that names one, or null. */
    String account;

    Map<String, String> attributes = new TreeMap<>();

    /** The referral, where it stands; else null. */
    Known<Bound> bound;

    /** That it qualified, where that stands; else null. */
    Known<Qualified> qualified;

    /** What the referral was, by advocate and program, and with the time since when it is no more; for about a day. */
    final Map<String, Known<Bound>> formerly = new TreeMap<>();

    final Map<String, Known<Qualified>> formerlyQualified = new TreeMap<>();

    /** What was decided about the referral and may still be told anew, by identity. */
    final Map<String, Reviewed> reviews = new TreeMap<>();

    /** What is so of each advocate, in the fields that rules compare. */
    final Map<String, Map<String, String>> referrers = new TreeMap<>();

    /** What the user did and may still be told anew. */
    Recent recent = Recent.NONE;

    /**
     * Something, and what was so of the parties then.
     *
     * @param referee the user's own attributes, in the fields that rules compare
     * @param referrers those of each advocate
     */
    record Known<T>(T what, Map<String, String> referee, Map<String, Map<String, String>> referrers) {
        Known {
            referee = Map.copyOf(referee);
            referrers = Map.copyOf(referrers);
        }
    }

    PersonState copy() {
        PersonState copy = new PersonState();
        copy.userId = userId;
        copy.signupMillis = signupMillis;
        copy.account = account;
        copy.attributes = new TreeMap<>(attributes);
        copy.bound = bound;
        copy.qualified = qualified;
        copy.formerly.putAll(formerly);
        copy.formerlyQualified.putAll(formerlyQualified);
        copy.reviews.putAll(reviews);
        copy.referrers.putAll(referrers);
        copy.recent = recent;
        return copy;
    }

    boolean isEmpty() {
        return signupMillis == NEVER
                && account == null
                && attributes.isEmpty()
                && bound == null
                && qualified == null
                && formerly.isEmpty()
                && formerlyQualified.isEmpty()
                && reviews.isEmpty()
                && referrers.isEmpty()
                && recent.isEmpty();
    }
}
