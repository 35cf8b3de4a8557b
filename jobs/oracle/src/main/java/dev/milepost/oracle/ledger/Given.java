package dev.milepost.oracle.ledger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a ledger is told of. Times are event time, epoch milliseconds; money is minor units. */
public final class Given {

    private Given() {}

    /**
     * One completion.
     *
     * @param advocate null: nobody's
     * @param boundBy by which of an account's referrals that is the advocate; null: of none
     * @param referee null: nobody's
     * @param orders any of which may be the one whose refunds take it back, as {@link OrderMoney} names them; empty: none is
     * @param texts of the event that completed it
     * @param reached when it was completed
     */
    public record Reach(
            String cause,
            String advocate,
            String boundBy,
            String referee,
            List<String> referrals,
            List<List<String>> orders,
            String currency,
            Long amount,
            Long mrr,
            Map<String, String> texts,
            long reached) {

        /** The referrals without which it is nothing. */
        List<String> restsOn() {
            if (boundBy == null || referrals.contains(boundBy)) {
                return referrals;
            }
            LinkedHashSet<String> all = new LinkedHashSet<>(List.of(boundBy));
            all.addAll(referrals);
            return List.copyOf(all);
        }

        /** Whether another is the same, wherever it stands now. */
        boolean isSame(Reach other) {
            return cause.equals(other.cause) && reached == other.reached;
        }
    }

    /** What stands from that time on, by that event, a decision about a referral perhaps; reach null: nothing any more. */
    public record Turn(long time, String cause, boolean byReview, Reach reach) {}

    /** What a {@code release_when} has come to: {@code since}, and until when; Long.MAX_VALUE: to the end. */
    public record Condition(long since, long until, String cause) {}

    /** All about one reward's milestone and one subject. */
    public static final class Subject {

        final String rule;
        final String id;

        /** By rung (0: no ladder) and place the turns. */
        final Map<Integer, List<List<Turn>>> completions = new TreeMap<>();

        /** By number. */
        final Map<Integer, List<Condition>> conditions = new TreeMap<>();

        public Subject(String rule, String id) {
            this.rule = rule;
            this.id = id;
        }

        public void completions(int rung, List<List<Turn>> places) {
            completions.put(rung, places);
        }

        public void conditions(int number, List<Condition> met) {
            conditions.put(number, met);
        }

        /** The turn that holds at a time; null: none yet. */
        static Turn at(List<Turn> turns, long time) {
            Turn last = null;
            for (Turn turn : turns) {
                last = turn.time() <= time ? turn : last;
            }
            return last;
        }
    }

    /** What has become of an order by that event. */
    public record OrderMoney(List<String> order, long time, String cause, long gross, long refunded, long chargedBack) {

        /** A user's order by its id. */
        public static List<String> order(String user, String id) {
            return List.of("of", user, id);
        }

        /** The one by which a referee's referral qualified. */
        public static List<String> qualifying(String referee) {
            return List.of("that qualified", referee);
        }
    }

    /** A verdict on a referral. */
    public record Verdict(String referral, long time, String id, long scoreMillionths, boolean identityOrRing) {}

    /** A person's decision about a referral. */
    public record Review(String referral, long time, String id, boolean approved) {}

    /** The outside paid. */
    public record Payout(String reward, long time, String id, long amount, String currency) {}
}
