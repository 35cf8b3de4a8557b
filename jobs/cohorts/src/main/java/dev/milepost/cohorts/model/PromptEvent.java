package dev.milepost.cohorts.model;

import dev.milepost.runtime.fold.Timed;

/** What the fold of one advocate runs over. */
public sealed interface PromptEvent extends Timed {

    String advocateId();

    /** An ask went out to them; never taken back. */
    record Asked(String advocateId, String id, long timeMillis, Ask ask) implements PromptEvent {

        @Override
        public String identity() {
            return "asked/" + id;
        }
    }

    /** A referral was bound to them; where it moves to another advocate, this one keeps it, and nobody asks. */
    record Referred(CustomerEvent.Bound bound) implements PromptEvent {

        @Override
        public String advocateId() {
            return bound.advocateId();
        }

        @Override
        public String id() {
            return bound.id();
        }

        @Override
        public long timeMillis() {
            return bound.timeMillis();
        }

        @Override
        public String identity() {
            return bound.identity();
        }
    }
}
