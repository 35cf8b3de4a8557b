package dev.milepost.testkit.scenario;

import dev.milepost.testkit.population.TimedRecord;
import java.time.Instant;
import java.util.List;

/**
 * A script, read.
 *
 * @param name of its file, without {@code .txt}
 * @param program the id of the program that is on trial
 * @param files names of the program files that are in force
 * @param until the end of the run
 * @param events what happens on the streams of the outside, in the script's order
 * @param verdicts what fraud detection says, in the script's order
 * @param reviews what reviewers decide, in the script's order
 * @param payouts what was paid, in the script's order
 * @param asks every decision row, in the script's order
 * @param rewards every reward, in the script's order
 */
public record Scenario(
        String name,
        String program,
        List<String> files,
        Instant start,
        Instant until,
        List<TimedRecord> events,
        List<Verdict> verdicts,
        List<Review> reviews,
        List<Payout> payouts,
        List<ExpectedAsk> asks,
        List<ExpectedReward> rewards) {

    public Scenario {
        files = List.copyOf(files);
        events = List.copyOf(events);
        verdicts = List.copyOf(verdicts);
        reviews = List.copyOf(reviews);
        payouts = List.copyOf(payouts);
        asks = List.copyOf(asks);
        rewards = List.copyOf(rewards);
    }

    /**
     * A fraud verdict on the referral of one referee.
     *
     * @param scoreMillionths from 0 to a million
     */
    public record Verdict(Instant at, Instant receivedAt, String referee, int scoreMillionths, List<String> codes) {
        public Verdict {
            codes = List.copyOf(codes);
        }
    }

    /**
     * A reviewer's decision.
     *
     * @param action as the stream spells it: APPROVE, REJECT, …
     * @param referees whose referrals it is about; none: all of the case
     */
    public record Review(
            Instant at, Instant receivedAt, String caseId, String action, String reviewer, List<String> referees) {
        public Review {
            referees = List.copyOf(referees);
        }
    }

    /** The outside word that a reward was paid. */
    public record Payout(Instant at, Instant receivedAt, RewardName reward, Quantity quantity, String reference) {}
}
