package dev.milepost.programs.model;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * One entry of {@code asks}: when to ask a customer for a referral.
 *
 * @param category quotas may count by it; null: none
 * @param channel how the messaging tool asks: in_app, email, …
 * @param experiment null: everybody is asked who passes the guards
 */
public record Ask(
        String id, String category, Pattern on, String channel, String template, Guards guards, Experiment experiment)
        implements Serializable {

    /** One thing that may stop an ask. In the order written, the first that does is the reason. */
    public sealed interface Guard extends Serializable {

        /** The word in the file, and the reason in the warehouse. */
        String word();

        /** Not so soon after the user's signup. */
        record NotBefore(Span afterSignup) implements Guard {
            @Override
            public String word() {
                return "not_before";
            }
        }

        /** Not so soon after any ask, of any program, that was shown to the user or held out. */
        record Cooldown(Span length) implements Guard {
            @Override
            public String word() {
                return "cooldown";
            }
        }

        /** Not more often: of one ask, of its category over all programs, or of all asks. */
        record Quota(long times, Window window, By by) implements Guard {
            /** What is counted together. */
            public enum By {
                ASK,
                CATEGORY,
                ALL
            }

            @Override
            public String word() {
                return "quota";
            }
        }

        /** Not where one of these happened. */
        record SuppressIf(List<Suppressor> suppressors) implements Guard {
            public SuppressIf {
                suppressors = List.copyOf(suppressors);
            }

            @Override
            public String word() {
                return "suppress_if";
            }
        }

        /** Not in these segments. */
        record ExcludeSegments(Set<String> segments) implements Guard {
            public ExcludeSegments {
                segments = Set.copyOf(segments);
            }

            @Override
            public String word() {
                return "exclude_segments";
            }
        }

        /** Not without the consent to marketing; opting out ends it. */
        record RequireMarketingConsent() implements Guard {
            @Override
            public String word() {
                return "require_marketing_consent";
            }
        }

        /** Not above this risk; an unknown one passes. */
        record RiskAtMost(long millionths) implements Guard {
            @Override
            public String word() {
                return "risk_at_most";
            }
        }
    }

    /** {@code {event, within, unless}}: the event came within that time, and the other (null: none) not after it. */
    public record Suppressor(Pattern.Event event, Span within, String unless) implements Serializable {}

    /** The guards in the file's order. */
    public record Guards(List<Guard> inOrder) implements Serializable {
        public Guards {
            inOrder = List.copyOf(inOrder);
        }
    }

    /**
     * Who is asked and who is held out: shares in millionths, which with the holdout make a million.
     *
     * @param horizonMillis how long after the exposure outcomes count
     */
    public record Experiment(String id, String salt, long horizonMillis, long holdout, List<Arm> arms)
            implements Serializable {
        public Experiment {
            arms = List.copyOf(arms);
        }
    }

    /**
     * One arm.
     *
     * @param delay how long after the milestone it asks
     * @param channel null: the ask's
     * @param template null: the ask's
     */
    public record Arm(String name, long share, Span delay, String channel, String template) implements Serializable {}
}
