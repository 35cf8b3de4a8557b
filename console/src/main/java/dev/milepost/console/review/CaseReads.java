package dev.milepost.console.review;

import dev.milepost.console.Reads;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the warehouse says about one case beyond its own row. */
final class CaseReads {

    static final int MOST_ROWS = 100;

    private static final String REWARDS = """
            SELECT program_id AS program, beneficiary_id AS beneficiary, side, kind, state, reason, owed_minor, currency,
                ifNull(toString(hold_until), '') AS held_until, toString(updated_at) AS updated, reward_id AS reward
            FROM milepost.rewards
            WHERE program_id IN (SELECT arrayJoin(splitByChar('\\n', {programs:String})))
                AND hasAny(referral_ids, splitByChar('\\n', {referrals:String}))
            ORDER BY updated_at DESC, reward_id LIMIT 101
            """;

    private static final String STEPS = """
            SELECT toString(effective_at) AS effective, step, beneficiary_id AS beneficiary, side, amount_minor, currency, reason,
                reward_id AS reward
            FROM milepost.ledger
            WHERE program_id IN (SELECT arrayJoin(splitByChar('\\n', {programs:String})))
                AND splitByChar('#', cause_event_id)[1] IN (SELECT arrayJoin(splitByChar('\\n', {events:String})))
            ORDER BY effective_at DESC, reward_id, sequence LIMIT 101
            """;

    private final Reads reads;

    CaseReads(Reads reads) {
        this.reads = reads;
    }

    /** The rewards of the referrals that these are about. */
    List<Map<String, String>> rewardsOf(List<Sent> sent) throws ClickHouseFailure {
        return reads.rows(
                REWARDS,
                Map.of(
                        "programs", lines(sent.stream().map(Sent::programId).toList()),
                        "referrals",
                                lines(sent.stream()
                                        .flatMap(one -> one.referralIds().stream())
                                        .toList())));
    }

    /** The entries of the ledger that these caused. */
    List<Map<String, String>> stepsBy(List<Sent> sent) throws ClickHouseFailure {
        return reads.rows(
                STEPS,
                Map.of(
                        "programs", lines(sent.stream().map(Sent::programId).toList()),
                        "events", lines(sent.stream().map(Sent::eventId).toList())));
    }

    private static String lines(List<String> texts) {
        return texts.stream().distinct().collect(Collectors.joining("\n"));
    }
}
