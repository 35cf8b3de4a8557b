package dev.milepost.milestones.model.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a program's ledger hears of. Each is absolute: the same identity told again replaces what was told before, and the order
 * in which facts come changes nothing as long as the watermark has not passed their times.
 */
public sealed interface LedgerFact {

    /** What is told again: a subject's place at a reward, an order, a referral, a reward's payout. */
    default Object about() {
        if (this instanceof Completion completion) {
            return completion.slot();
        }
        if (this instanceof Condition condition) {
            return new SlotKey(condition.rule(), condition.subject());
        }
        if (this instanceof OrderMoney money) {
            return money.order();
        }
        if (this instanceof Payout payout) {
            return payout.rewardId();
        }
        return this instanceof Verdict verdict ? verdict.referralId() : ((Review) this).referralId();
    }

    /**
     * What stands, and stood, as a subject's nth completion of a reward's pattern. The number is that among the completions that
     * stand: where one ends, those after it move up, and nothing stands any more as the last of them. So at any moment the
     * numbers that something stands as have no gaps.
     *
     * @param rule the reward's id in the program file
     * @param rung of a ladder, from 1; 0 of others
     * @param subject the referee, the advocate or the account
     * @param ordinal from 1, in the order in which they were reached
     * @param turns what stands since when, in the order of time; one at least, and the first is a reach
     * @param leftOutMillis turns between the first and that time are left out, and are as they were told before; Long.MIN_VALUE:
     *     none are
     */
    record Completion(String rule, int rung, String subject, long ordinal, List<Turn> turns, long leftOutMillis)
            implements LedgerFact {

        /** With all its turns. */
        public Completion(String rule, int rung, String subject, long ordinal, List<Turn> turns) {
            this(rule, rung, subject, ordinal, turns, Long.MIN_VALUE);
        }

        public Completion {
            turns = List.copyOf(turns);
            if (turns.isEmpty() || turns.get(0).reach() == null) {
                throw new IllegalArgumentException("A completion begins by being reached: " + rule + " of " + subject);
            }
            for (int i = 1; i < turns.size(); i++) {
                if (turns.get(i).timeMillis() < turns.get(i - 1).timeMillis()) {
                    throw new IllegalArgumentException("Turns are in the order of time: " + turns);
                }
            }
        }

        /** This, with what it leaves out as it was told before: who decides may be further behind than who leaves it out. */
        Completion behind(Completion before) {
            if (before == null || leftOutMillis == Long.MIN_VALUE) {
                return this;
            }
            TreeMap<Long, Turn> all = new TreeMap<>();
            before.turns.stream()
                    .filter(turn -> turn.timeMillis() > turns.get(0).timeMillis() && turn.timeMillis() < leftOutMillis)
                    .forEach(turn -> all.put(turn.timeMillis(), turn));
            turns.forEach(turn -> all.put(turn.timeMillis(), turn));
            return new Completion(rule, rung, subject, ordinal, List.copyOf(all.values()), leftOutMillis);
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

        /** What last stood there by that time; null before it was reached. */
        Reach onceReached(long timeMillis) {
            Reach last = null;
            for (Turn turn : turns) {
                if (turn.timeMillis() > timeMillis) {
                    break;
                }
                last = turn.reach() == null ? last : turn.reach();
            }
            return last;
        }

        /**
         * The decision about a referral by which it became another's than that reward's by that time; null where none did. Where
         * something else had ended it before, nobody's, the turn behind that says so.
         */
        Turn takenBy(Given given, long timeMillis) {
            boolean had = false;
            Turn taken = null;
            for (Turn turn : turns) {
                if (turn.timeMillis() > timeMillis) {
                    break;
                }
                boolean has =
                        turn.reach() != null && given.beneficiary.equals(Award.beneficiary(turn.reach(), given.side));
                boolean ended = taken != null && taken.reach() == null && !taken.byReview();
                taken = has ? null : had && (taken == null || ended) ? turn : taken;
                had |= has;
            }
            return taken != null && taken.byReview() ? taken : null;
        }

        long lastTurnMillis() {
            return turns.get(turns.size() - 1).timeMillis();
        }
    }

    /**
     * What stands there from that time on, until the next turn.
     *
     * @param causeId the event by which: that which completed the pattern, or the refund
     * @param knownAtMillis the greatest received_at behind it
     * @param byReview whether that event is a decision about a referral: it is rejected, or approved again
     * @param reach null: nothing stands there any more
     */
    record Turn(long timeMillis, String causeId, long knownAtMillis, boolean byReview, Reach reach) {

        /** By another event. */
        public Turn(long timeMillis, String causeId, long knownAtMillis, Reach reach) {
            this(timeMillis, causeId, knownAtMillis, false, reach);
        }
    }

    /**
     * One completion of a pattern.
     *
     * @param causeId the event that completed it
     * @param advocate who is the beneficiary on the advocate's side; null where there is none
     * @param boundBy referral_id of the account's referral by which that is the advocate; null of other subjects
     * @param referee who is it on the referee's; null where there is none
     * @param referrals referral_ids that it counts; for an {@code every} those of this completion alone
     * @param purchase what its cause says of money; never null
     * @param texts what its cause says under the fields that tables read
     * @param reachedMillis when the pattern completed; Long.MIN_VALUE: that is not known
     * @param led the orders that led to it, where its cause is none, as {@link OrderMoney} names them; the latest last
     */
    record Reach(
            String causeId,
            String advocate,
            String boundBy,
            String referee,
            List<String> referrals,
            Purchase purchase,
            Map<String, String> texts,
            List<String> led,
            long reachedMillis) {
        public Reach {
            referrals = List.copyOf(referrals);
            texts = Map.copyOf(texts);
            led = List.copyOf(led);
        }

        /** One that no order led to but, perhaps, its cause. */
        public Reach(
                String causeId,
                String advocate,
                String referee,
                List<String> referrals,
                Purchase purchase,
                Map<String, String> texts) {
            this(causeId, advocate, null, referee, referrals, purchase, texts, List.of(), Long.MIN_VALUE);
        }

        /** All that have to stand, and to be cleared: those that it counts, behind the one by which the advocate is. */
        List<String> restsOn() {
            if (boundBy == null || referrals.contains(boundBy)) {
                return referrals;
            }
            List<String> all = new ArrayList<>(List.of(boundBy));
            all.addAll(referrals);
            return all;
        }

        /** Of one subject's completions of one pattern each has another: one event completes once, and one timer does. */
        List<Object> identity() {
            return List.of(causeId, reachedMillis);
        }

        /**
         * What it hangs on, as {@link OrderMoney} is told of it: the order that completed it; where none did, those that its
         * pattern was led there by, of which it is not known which one it was, so that it stands while one of them does; of a
         * pattern that names none, the one by which the referral qualified whose event completed it. None: nothing.
         */
        List<String> orders() {
            if (purchase.orderId() != null) {
                // One that is no referee's is the advocate's own.
                return List.of(OrderMoney.ofOrder(referee == null ? advocate : referee, purchase.orderId()));
            }
            if (!led.isEmpty()) {
                return led;
            }
            return referee == null ? List.of() : List.of(OrderMoney.ofQualifying(referee));
        }
    }

    /**
     * Money of an event; what it does not carry is null.
     *
     * @param orderId the order whose refunds take the reward back, among those of its user; null: see {@link Reach#orders}
     * @param amountMinor gross
     */
    record Purchase(String orderId, String currency, Long amountMinor, Long mrrMinor) {
        public static final Purchase NONE = new Purchase(null, null, null, null);
    }

    /**
     * A {@code release_when} of the reward has completed, for the subject.
     *
     * @param number of it among the reward's, as {@link dev.milepost.programs.Lineage} gives it
     * @param timeMillis since when it stands
     * @param untilMillis since when it stands no more; Long.MAX_VALUE: it stands
     */
    record Condition(
            String rule,
            int number,
            String subject,
            long timeMillis,
            String causeId,
            long knownAtMillis,
            long untilMillis)
            implements LedgerFact {

        /** One that stands. */
        public Condition(String rule, int number, String subject, long timeMillis, String causeId, long knownAtMillis) {
            this(rule, number, subject, timeMillis, causeId, knownAtMillis, Long.MAX_VALUE);
        }

        /** The time of the last that it says; what it led to by then is remembered elsewhere. */
        long lastMillis() {
            return untilMillis == Long.MAX_VALUE ? timeMillis : untilMillis;
        }

        boolean standsAt(long atMillis) {
            return timeMillis <= atMillis && atMillis < untilMillis;
        }

        SlotKey slot() {
            return new SlotKey(rule, subject);
        }
    }

    /**
     * What has become of an order by that event: all its refunds and chargebacks up to then that stand.
     *
     * @param order which one, as {@link #ofOrder} or {@link #ofQualifying} names it
     * @param refundedMinor cumulative, at most gross
     * @param chargedBackMinor cumulative, at most gross
     */
    record OrderMoney(
            String order,
            long timeMillis,
            String causeId,
            long grossMinor,
            long refundedMinor,
            long chargedBackMinor,
            long knownAtMillis)
            implements LedgerFact {

        /** The name of a user's order of that order_id. The length says where the user ends: ids hold any characters. */
        public static String ofOrder(String user, String orderId) {
            return "order/" + user.length() + '/' + user + '/' + orderId;
        }

        /** The name of the order by which the referral of that referee qualified, whichever that is. */
        public static String ofQualifying(String referee) {
            return "qualifying/" + referee;
        }
    }

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

    /**
     * The outside says that it paid a reward.
     *
     * @param source its record: where it fits no reward, that is what the dead letter shows
     */
    record Payout(
            String rewardId,
            long timeMillis,
            String id,
            long amountMinor,
            String currency,
            long knownAtMillis,
            Source source)
            implements LedgerFact {}

    /**
     * A record as it came, for the person who has to find and mend it; nothing is decided by it.
     *
     * @param json its fields, as files have them
     * @param name the topic or file that it was read from
     * @param partition the topic's partition; -1 for files
     * @param position the offset in the partition, or the line in the file
     */
    record Source(String json, String name, int partition, long position) {}
}
