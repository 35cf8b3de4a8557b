package dev.milepost.cohorts.model;

import dev.milepost.runtime.fold.Timed;

/** What the fold of one customer runs over. All are facts: they may be put again or taken back. */
public sealed interface CustomerEvent extends Timed {

    String userId();

    /**
     * The user signed up.
     *
     * @param segment what the signup says; empty where it says none
     * @param country likewise
     */
    record SignedUp(String userId, String id, long timeMillis, String segment, String country)
            implements CustomerEvent {

        @Override
        public String identity() {
            return "signup/" + id + "@" + timeMillis;
        }
    }

    /** An order or renewal that counts; {@code amountMinor} is gross, in minor units of {@code currency}. */
    record Sold(String userId, String id, long timeMillis, String currency, long amountMinor) implements CustomerEvent {

        @Override
        public String identity() {
            return "sale/" + id + "@" + timeMillis;
        }
    }

    /**
     * A refund or chargeback that counts.
     *
     * @param timeMillis since when what it says is known
     * @param refundMillis its event time
     * @param saleMillis its sale's
     * @param countedMinor what it takes off the order, in minor units of {@code currency}
     */
    record Refunded(
            String userId,
            String id,
            long timeMillis,
            long refundMillis,
            long saleMillis,
            String currency,
            long countedMinor)
            implements CustomerEvent {

        @Override
        public String identity() {
            return "refund/" + id + "@" + refundMillis;
        }
    }

    /** By which channel the user came to their first conversion; null where there was no touch. */
    record Acquired(String userId, long timeMillis, String channel) implements CustomerEvent {

        @Override
        public String id() {
            return "";
        }

        @Override
        public String identity() {
            return "acquired";
        }
    }

    /**
     * Whether the user is bound to an advocate.
     *
     * @param timeMillis since when that is known
     * @param advocateId null where no binding stands; as {@code programId}
     * @param touchMillis event time of the touch that won
     * @param signupMillis event time of the signup
     */
    record Bound(
            String userId,
            String id,
            long timeMillis,
            String referralId,
            String advocateId,
            String programId,
            long touchMillis,
            long signupMillis)
            implements CustomerEvent {

        @Override
        public String identity() {
            return "bound/" + referralId;
        }

        boolean stands() {
            return advocateId != null;
        }
    }

    /**
     * The ask of an advocate's that came before the touch which bound the user to them.
     *
     * @param timeMillis since when that is known
     */
    record Prompted(String userId, long timeMillis, String referralId, String advocateId, Ask ask)
            implements CustomerEvent {

        @Override
        public String id() {
            return referralId;
        }

        /** An advocate's fold tells its own: where the referral moves to another, neither takes the other's back. */
        @Override
        public String identity() {
            return "prompted/" + advocateId + "/" + referralId;
        }
    }
}
