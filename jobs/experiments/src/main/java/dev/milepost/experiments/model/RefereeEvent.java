package dev.milepost.experiments.model;

import dev.milepost.runtime.fold.Timed;

/** What the fold of one user runs over, whom an advocate may have referred. All are facts. */
public sealed interface RefereeEvent extends Timed {

    String userId();

    /**
     * Whether the user is bound to an advocate by a signup.
     *
     * @param timeMillis since when that is known
     * @param advocateId null where no binding stands
     * @param signupMillis event time of the signup
     */
    record Bound(String userId, String id, long timeMillis, String referralId, String advocateId, long signupMillis)
            implements RefereeEvent {

        @Override
        public String identity() {
            return "bound/" + referralId;
        }
    }

    /** An order or renewal; {@code amountMinor} is gross, in minor units of {@code currency}. */
    record Sold(String userId, String id, long timeMillis, String currency, long amountMinor) implements RefereeEvent {

        @Override
        public String identity() {
            return "sale/" + id + "@" + timeMillis;
        }
    }

    /**
     * A refund or chargeback.
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
            implements RefereeEvent {

        @Override
        public String identity() {
            return "refund/" + id + "@" + refundMillis;
        }
    }
}
