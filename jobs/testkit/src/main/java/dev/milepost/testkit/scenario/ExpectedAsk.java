package dev.milepost.testkit.scenario;

import java.time.Instant;
import java.util.Map;

/**
 * A decision row.
 *
 * @param milestoneAt when the milestone was reached
 * @param details what else it has to say, by the word in the script: reason, arm, send, channel, template
 * @param sendAt null where the script does not say
 */
public record ExpectedAsk(
        Instant milestoneAt,
        String ask,
        String user,
        Decision decision,
        Instant sendAt,
        Map<String, String> details,
        int line) {

    /** What was decided. */
    public enum Decision {
        ASKED,
        HELD_OUT,
        NOT_ASKED
    }

    public ExpectedAsk {
        details = Map.copyOf(details);
    }
}
