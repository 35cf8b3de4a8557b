package dev.milepost.cli;

import dev.milepost.fraud.operator.CaseReader;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A referral that a reviewer has rejected, or whose last verdict blocks it where no reviewer has approved it.
 *
 * @param program its program
 * @param rejected whether the last decision about it is a REJECT
 * @param why in words: by what, when, by whom and for what reason, as far as the warehouse knows
 */
record JudgedReferral(String referralId, String program, String referee, boolean rejected, String why) {

    /** Of two decisions of one moment the greater event_id counts, as in the ledger. */
    private static final String JUDGED = """
            SELECT bound.referral_id AS referral_id, bound.program_id AS program_id, bound.referee_id AS referee_id,
                ifNull(step.last_step, '') AS last_step, ifNull(toString(step.decided_at), '') AS decided_at,
                ifNull(step.decided_by, '') AS decided_by, ifNull(log.actor, '') AS reviewer,
                ifNull(log.grounds, '') AS grounds, ifNull(toString(block.blocked_at), '') AS blocked_at,
                ifNull(block.blocked_by, '') AS blocked_by
            FROM
            (
                SELECT referral_id, program_id, referee_id FROM milepost.bindings
                WHERE status = 'bound' AND (referee_id = {user:String} OR advocate_id = {user:String})
            ) AS bound
            LEFT JOIN
            (
                SELECT referral_id, program_id, argMax(name, (event_time, cause_event_id)) AS last_step,
                    max(event_time) AS decided_at, argMax(cause_event_id, (event_time, cause_event_id)) AS decided_by
                FROM milepost.journey
                WHERE name IN ('referral.rejected', 'referral.approved')
                    AND (user_id = {user:String} OR advocate_id = {user:String})
                GROUP BY referral_id, program_id
            ) AS step ON step.referral_id = bound.referral_id AND step.program_id = bound.program_id
            LEFT JOIN
            (
                SELECT program_id, arrayJoin([cause_id, concat(cause_id, {ending:String})]) AS event_id, happened_at,
                    any(actor) AS actor,
                    any(arrayStringConcat(arrayFilter(word -> word != '', [JSONExtractString(detail, 'typology'),
                        JSONExtractString(detail, 'reason')]), ', ')) AS grounds
                FROM milepost.fraud_case_events WHERE kind IN ('REJECT', 'PARTIAL')
                GROUP BY program_id, event_id, happened_at
            ) AS log ON log.program_id = bound.program_id AND log.event_id = step.decided_by
                AND log.happened_at = step.decided_at
            LEFT JOIN
            (
                SELECT referral_id, program_id, max(event_time) AS blocked_at,
                    argMax(cause_event_id, (event_time, cause_event_id)) AS blocked_by
                FROM milepost.journey
                WHERE name = 'referral.blocked' AND (user_id = {user:String} OR advocate_id = {user:String})
                GROUP BY referral_id, program_id
            ) AS block ON block.referral_id = bound.referral_id AND block.program_id = bound.program_id
            LEFT JOIN
            (
                SELECT referral_id, max(at) AS latest FROM
                (
                    SELECT entity_id AS referral_id, event_time AS at FROM milepost.events WHERE stream = 'fraud-verdicts'
                    UNION ALL SELECT referral_id, decided_at AS at FROM milepost.fraud_verdicts
                )
                GROUP BY referral_id
            ) AS verdict ON verdict.referral_id = bound.referral_id
            WHERE last_step = 'referral.rejected'
                OR (last_step = '' AND block.blocked_at >= ifNull(verdict.latest, block.blocked_at))
            ORDER BY greatest(decided_at, blocked_at) DESC, referral_id
            SETTINGS join_use_nulls = 1""";

    /** Those of which the user is advocate or referee, the last one that was rejected first. */
    static List<JudgedReferral> of(ClickHouseClient client, String user) throws ClickHouseFailure {
        List<JudgedReferral> judged = new ArrayList<>();
        String text = user.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
        for (Map<String, String> row : client.query(JUDGED, Map.of("user", text, "ending", CaseReader.REJECTED))) {
            boolean rejected = row.get("last_step").equals("referral.rejected");
            judged.add(new JudgedReferral(
                    row.get("referral_id"),
                    row.get("program_id"),
                    row.get("referee_id"),
                    rejected,
                    rejected ? rejection(row) : block(row)));
        }
        return judged;
    }

    private static String rejection(Map<String, String> row) {
        String reviewer = row.get("reviewer");
        String grounds = row.get("grounds");
        return "rejected by " + (reviewer.isEmpty() ? "a reviewer" : reviewer) + ", "
                + Text.moment(row.get("decided_at"))
                + (grounds.isEmpty() ? "" : ", for " + grounds) + " (review " + row.get("decided_by")
                + "): milestones and rewards count it no more";
    }

    private static String block(Map<String, String> row) {
        return "blocked by a fraud verdict as one identity or a ring, " + Text.moment(row.get("blocked_at"))
                + " (verdict event " + row.get("blocked_by") + "): time alone releases no reward of it";
    }
}
