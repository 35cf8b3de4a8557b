package dev.milepost.testkit.scenario;

import java.time.Instant;
import java.util.Map;

/**
 * A decision row.
 *
 * @param milestoneAt when the milestone was reached
 * @param details what else it has to say, by the word in the script: reason, arm, channel, template, late, value
 * @param sendAt null where the script does not say
 * @param knownAt when it could be known; null where the script does not say
 */
public record ExpectedAsk(
        Instant milestoneAt,
        String ask,
        String user,
        Decision decision,
        Instant sendAt,
        Instant knownAt,
        Map<String, String> details,
        int line) {

    /** What was decided. */
    public enum Decision {
        ASKED,
        HELD_OUT,
        NOT_ASKED,
        WITHDRAWN
    }

    public ExpectedAsk {
        details = Map.copyOf(details);
    }
}
