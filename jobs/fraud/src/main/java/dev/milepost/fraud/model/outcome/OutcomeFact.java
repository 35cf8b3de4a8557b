package dev.milepost.fraud.model.outcome;

import dev.milepost.fraud.model.learn.LabelSource;
import dev.milepost.fraud.model.segment.Signalled;

/** What is heard of a referral. */
public sealed interface OutcomeFact {

    String referralId();

    long timeMillis();

    /** The only one of its name. */
    String id();

    /** It was assessed. */
    record Assessed(Signalled signals) implements OutcomeFact {

        @Override
        public String referralId() {
            return signals.subject().referralId();
        }

        @Override
        public long timeMillis() {
            return signals.timeMillis();
        }

        @Override
        public String id() {
            return signals.subject().assessmentId();
        }
    }

    /**
     * Money of the referee's went back.
     *
     * @param refund the only one of its name among those of the referral
     * @param source CHARGEBACK, or REFUND of a refund within 30 days of qualifying; null where it does not stand, whether or not it
     *     was told
     */
    record MoneyBack(String referralId, long timeMillis, String refund, LabelSource source) implements OutcomeFact {

        @Override
        public String id() {
            return refund + "@" + timeMillis + (source == null ? "/cancelled" : "");
        }
    }

    /**
     * A reviewer said what it is.
     *
     * @param eventId of the review
     * @param caseId the case that the reviewer saw
     * @param expectedVersion its version
     * @param propensity with what probability it was shown, from 0 to 1
     */
    record Reviewed(
            String referralId,
            long timeMillis,
            String eventId,
            String caseId,
            long expectedVersion,
            boolean fraud,
            double propensity)
            implements OutcomeFact {

        /** An event_id is unique within its case. */
        @Override
        public String id() {
            return caseId + "/" + eventId;
        }
    }
}
