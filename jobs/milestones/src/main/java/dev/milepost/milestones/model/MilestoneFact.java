package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.OrderName;
import dev.milepost.milestones.model.pattern.Reached;
import dev.milepost.milestones.model.pattern.SubjectKind;
import java.util.List;
import java.util.Map;

/**
 * What stands, and stood, as a subject's nth completion of a milestone. Where a later event ends it, a refund say, the fact is
 * told again with one turn more; it is removed only where it never was. What stood there before another came to stand is left out,
 * but for the first, once no event of that other's time may come any more.
 *
 * @param kind whose events reached it
 * @param turns in the order of time, one at most for each moment; the first is a reach. What stands there is that of the last
 * @param leftOutMillis turns between the first and that time are left out, for nothing revises them any more: those that were told
 *     before hold; Long.MIN_VALUE: none are
 * @param context of an ask, at the first turn; else null
 */
public record MilestoneFact(
        MilestoneKey key, SubjectKind kind, List<Turn> turns, long leftOutMillis, AskContext context)
        implements SubjectFact {

    public MilestoneFact {
        turns = List.copyOf(turns);
    }

    /**
     * What stands there from that time on, by all that happened until then and at that time.
     *
     * @param causeEventId the event by which: that which completed the pattern, the refund, the version of another fact
     * @param knownMillis when that event was received; of a timer, its time where that is later
     * @param byReview whether that event is a decision about a referral: it is rejected, or approved again
     * @param reach null: nothing stands there any more
     */
    public record Turn(long timeMillis, String causeEventId, long knownMillis, boolean byReview, Reach reach) {}

    /**
     * One completion.
     *
     * @param version of the program, in force at {@code reachedMillis}
     * @param reachedMillis the event time of the event or timer that completed it
     * @param causeEventId the event that completed it; where a timer did, that which set the timer
     * @param advocate who referred the subject: of a referral, or of the first of an account's that stands. Null where the subject
     *     is the advocate, and of asks
     * @param boundBy referral_id by which that is an account's advocate; null where there is none, and of other subjects
     * @param referee whose event the cause is, where it is one referral's and the subject is not its referee; else null
     * @param referrals referral_ids that it counts, each once, in the order in which they came. Of a referral its own. A
     *     number that fell below its threshold counts those since
     * @param orderId of the cause, or null
     * @param orders that it hangs on: the cause's, or else those that led to it, each once, the latest last
     * @param currency of the cause's money, or null
     * @param amountMinor the cause's gross amount in minor units, or null
     * @param mrrMinor in minor units, or null
     * @param texts what the cause says under the fields that tables of the reward's effects read
     * @param reached of an ask, what its pattern's number had come to; else, and where it has none, null
     */
    public record Reach(
            int version,
            long reachedMillis,
            String causeEventId,
            String advocate,
            String boundBy,
            String referee,
            List<String> referrals,
            String orderId,
            List<OrderName> orders,
            String currency,
            Long amountMinor,
            Long mrrMinor,
            Map<String, String> texts,
            Reached reached) {
        public Reach {
            referrals = List.copyOf(referrals);
            orders = List.copyOf(orders);
            texts = Map.copyOf(texts);
        }
    }

    /** The completion that stands there; null: none any more. */
    public Reach standing() {
        return last().reach();
    }

    /** The time of the latest event that it rests on. */
    public long timeMillis() {
        return last().timeMillis();
    }

    private Turn last() {
        return turns.get(turns.size() - 1);
    }
}
