package dev.milepost.runtime.fold.output;

import dev.milepost.runtime.fold.Outcome;
import dev.milepost.runtime.fold.Timed;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.schemas.row.DeadLetterRow;

/**
 * Dead letters of facts that a fold refused: one for each version of a fact that came behind the base, which is an alarm. What a
 * conflict is told of is the fact itself, however many copies of it came.
 */
public final class FactLetters {

    private static final String BEHIND = "event_time is behind the time that its key is folded to";
    private static final String CONFLICT =
            "an earlier event of the same key and event_id, within 24 hours before it, has other content";

    private FactLetters() {}

    /**
     * The letter.
     *
     * @param operator the uid of the fold that refused it
     * @param key the key in it
     */
    public static DeadLetterRow of(Timed refused, Outcome.Kind why, String operator, String key) {
        return DeadLetters.identified(
                operator + "/" + key + "/" + refused.identity() + "@" + refused.timeMillis(),
                reason(why),
                detail(why) + ": " + refused.identity(),
                "",
                Origin.ofStage(operator),
                refused.id(),
                refused.timeMillis(),
                refused.timeMillis(),
                refused.toString());
    }

    /** Why a fold refuses what it does, in a word. */
    public static String reason(Outcome.Kind why) {
        return why == Outcome.Kind.BEHIND_BASE ? Reasons.BEHIND_BASE : Reasons.CONFLICTING_DUPLICATE;
    }

    /** The same in a sentence. */
    public static String detail(Outcome.Kind why) {
        return why == Outcome.Kind.BEHIND_BASE ? BEHIND : CONFLICT;
    }
}
