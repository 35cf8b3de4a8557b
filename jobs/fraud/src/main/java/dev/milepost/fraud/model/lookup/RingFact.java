package dev.milepost.fraud.model.lookup;

import dev.milepost.fraud.model.ring.RingEvent;

/** What the rings hear of. */
public sealed interface RingFact {

    long timeMillis();

    /** Something that makes rings. */
    record Happened(RingEvent event) implements RingFact {

        @Override
        public long timeMillis() {
            return event.timeMillis();
        }
    }

    /** Which component is the referee in? The answer is the advocate's. */
    record Asked(String assessmentId, String refereeId, String advocateId, long timeMillis) implements RingFact {}
}
