package dev.milepost.programs.model;

import java.io.Serializable;
import java.util.List;

/**
 * One entry of {@code rewards}: who gets what, when.
 *
 * @param on what earns it; null where the rungs of a ladder say it
 */
public record Reward(String id, Pattern on, Subject per, Fire fire) implements Serializable {

    /** Whose events count together. */
    public enum Subject {
        /** The referee of one referral, from the binding on. */
        REFERRAL,
        /** An advocate: their own events, and the {@code referral.*} of all their referrals, without one of which none is earned. */
        ADVOCATE,
        /** All referred users of one account; the advocate is that of its first referral. */
        ACCOUNT
    }

    /** How often, and what each time gives. */
    public sealed interface Fire extends Serializable {

        /** What each completion that counts gives; of a ladder nothing, since its rungs say it. */
        List<Effect> effects();

        /** At the first completion. */
        record Once(List<Effect> effects) implements Fire {
            public Once {
                effects = List.copyOf(effects);
            }
        }

        /** {@code {every: k}}: at the kth, 2kth, 3kth … completion, which is what the occurrence names. */
        record Every(long k, List<Effect> effects) implements Fire {
            public Every {
                effects = List.copyOf(effects);
            }
        }

        /** {@code {first: n}}: at each of the first n completions. */
        record First(long n, List<Effect> effects) implements Fire {
            public First {
                effects = List.copyOf(effects);
            }
        }

        /**
         * {@code {ladder: ordered|all, steps: [{on, effects}]}}.
         *
         * @param ordered a rung is reached only after the one before it (at the same moment, at the earliest); else each by
         *     itself
         */
        record Ladder(boolean ordered, List<Step> steps) implements Fire {
            public Ladder {
                steps = List.copyOf(steps);
            }

            @Override
            public List<Effect> effects() {
                return List.of();
            }
        }
    }

    /** A rung. */
    public record Step(Pattern on, List<Effect> effects) implements Serializable {
        public Step {
            effects = List.copyOf(effects);
        }
    }
}
