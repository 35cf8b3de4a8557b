package dev.milepost.milestones.model.ask;

import dev.milepost.milestones.model.ask.AskMilestone.Context;
import java.util.Comparator;

/**
 * The user when an ask may have to go out that waits after its milestone. The same program, ask, occurrence and time told again
 * replaces it. There is one for each delay that an arm has; a user's own is that of their arm.
 *
 * @param dueMillis the milestone's time and the delay
 * @param context what guards ask, as it is at that time; without a referral code
 */
public record AskDue(String program, String ask, long occurrence, long dueMillis, Context context) implements AskFact {

    AskKey key() {
        return new AskKey(program, ask, occurrence);
    }

    At at() {
        return new At(key(), dueMillis);
    }

    /** What identifies it. */
    record At(AskKey key, long dueMillis) implements Comparable<At> {
        private static final Comparator<At> ORDER =
                Comparator.comparing(At::key).thenComparingLong(At::dueMillis);

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }
}
