package dev.milepost.milestones.model.ledger;

import java.util.List;
import java.util.Map;

/**
 * What a program's ledger hears of. Each is absolute: the same identity told again replaces what was told before, and the order
 * in which facts come changes nothing as long as the watermark has not passed their times.
 */
public sealed interface LedgerFact {

    /**
     * A pattern of a reward has completed.
     *
     * @param rule the reward's id in the program file
     * @param rung of a ladder, from 1; 0 of others
     * @param subject the referee, the advocate or the account
     * @param ordinal which completion of the subject's it is, from 1, without gaps, in the order of time
     * @param turns when it was reached, and since when it is not, and is again; the first one stands, and they alternate
     * @param advocate who is the beneficiary on the advocate's side; null where there is none
     * @param referee who is it on the referee's; null where there is none
     * @param referrals referral_ids that it counts; for an {@code every} those of this completion alone
     * @param purchase what its cause says of money; never null
     * @param texts what its cause says under the fields that tables read
     */
    record Completion(
            String rule,
            int rung,
            String subject,
            long ordinal,
            List<Turn> turns,
            String advocate,
            String referee,
            List<String> referrals,
            Purchase purchase,
            Map<String, String> texts)
            implements LedgerFact {
        public Completion {
            turns = List.copyOf(turns);
            referrals = List.copyOf(referrals);
            texts = Map.copyOf(texts);
        }

        SlotKey slot() {
            return new SlotKey(rule, subject);
        }

        Place place() {
            return new Place(rung, ordinal);
        }

        /** The turn that holds at that time; null before it was reached. */
        Turn at(long timeMillis) {
            Turn last = null;
            for (Turn turn : turns) {
                if (turn.timeMillis() > timeMillis) {
                    break;
                }
                last = turn;
            }
            return last;
        }
    }

    /**
     * It is reached, or not any more, from that time on.
     *
     * @param causeId the event by which
     * @param knownAtMillis the greatest received_at behind it
     */
    record Turn(long timeMillis, boolean stands, String causeId, long knownAtMillis) {}

    /**
     * Money of an event; what it does not carry is null.
     *
     * @param orderId the order whose refunds take the reward back
     * @param amountMinor gross
     */
    record Purchase(String orderId, String currency, Long amountMinor, Long mrrMinor) {
        public static final Purchase NONE = new Purchase(null, null, null, null);
    }

    /** A {@code release_when} of the reward's effect of that index has completed, for the subject. */
    record Condition(
            String rule, int rung, int effect, String subject, long timeMillis, String causeId, long knownAtMillis)
            implements LedgerFact {
        SlotKey slot() {
            return new SlotKey(rule, subject);
        }
    }

    /**
     * What has become of an order by that event: all its refunds and chargebacks up to then that stand.
     *
     * @param refundedMinor cumulative, at most gross
     * @param chargedBackMinor cumulative, at most gross
     */
    record OrderMoney(
            String orderId,
            long timeMillis,
            String causeId,
            long grossMinor,
            long refundedMinor,
            long chargedBackMinor,
            boolean cancelled,
            long knownAtMillis)
            implements LedgerFact {}

    /**
     * A fraud verdict on a referral; the latest counts.
     *
     * @param scoreMillionths from 0 to a million
     * @param identityOrRing whether one of its codes is of identity or ring
     */
    record Verdict(
            String referralId,
            long timeMillis,
            String id,
            long scoreMillionths,
            boolean identityOrRing,
            long knownAtMillis)
            implements LedgerFact {}

    /** An accepted review of a referral: approved, or else rejected. The latest counts, so another undoes it. */
    record Review(String referralId, long timeMillis, String id, boolean approved, long knownAtMillis)
            implements LedgerFact {}

    /** The outside says that it paid a reward. */
    record Payout(
            String rewardId, long timeMillis, String id, long amountMinor, String currency, long knownAtMillis)
            implements LedgerFact {}
}
