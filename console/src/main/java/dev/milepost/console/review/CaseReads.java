package dev.milepost.console.review;

import dev.milepost.console.Reads;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the warehouse says about one case beyond its own row. Several values of a place stand in lines. */
final class CaseReads {

    static final int MOST_ROWS = 100;
    static final int MOST_EVENTS = 200;
    static final int SIMILAR = 5;

    /** How many closed cases are looked through: the latest. */
    private static final String RECENT = "1000";

    private static final String REWARDS = """
            SELECT program_id AS program, beneficiary_id AS beneficiary, side, kind, state, reason, amount_minor, owed_minor, currency,
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

    private static final String PAID = """
            SELECT count() AS paid
            FROM milepost.ledger
            WHERE program_id = {program:String} AND step = 'PAID' AND reward_id IN
            (
                SELECT reward_id FROM milepost.rewards
                WHERE program_id = {program:String} AND hasAny(referral_ids, splitByChar('\\n', {referrals:String}))
            )
            """;

    private static final String LAST_DECISION = """
            SELECT kind, actor, cause_id, detail
            FROM milepost.fraud_case_events
            WHERE program_id = {program:String} AND case_id = {case:String} AND kind IN ('APPROVE', 'REJECT', 'PARTIAL')
            ORDER BY sequence DESC LIMIT 1
            """;

    private static final String VERDICTS = """
            SELECT referral_id, verdict_id, referee_id, assessed_for, toString(decided_at) AS decided, toString(score) AS score,
                toString(logit) AS logit, toString(intercept) AS intercept, toJSONString(contributions) AS contributions,
                toJSONString(missing) AS missing, segment, model_version, rule_version, weights_version,
                toString(argMax(score, decided_at) OVER (PARTITION BY referral_id)) AS score_now
            FROM milepost.fraud_verdicts
            WHERE program_id = {program:String} AND referral_id IN (SELECT arrayJoin(splitByChar('\\n', {referrals:String})))
            """;

    private static final String REASONS = """
            SELECT verdict_id, code, rank, toString(value) AS value, toString(baseline) AS baseline,
                toString(contribution) AS contribution, toJSONString(evidence) AS evidence
            FROM milepost.fraud_reasons
            WHERE program_id = {program:String} AND referral_id IN (SELECT arrayJoin(splitByChar('\\n', {referrals:String})))
            ORDER BY verdict_id, rank
            """;

    private static final String AGAINST = """
            WITH
                of_bindings AS
                (
                    SELECT
                        advocate_id,
                        countIf(status = 'bound') AS bound,
                        countIf(status = 'refused') AS refused,
                        arrayMax(sumMap([toStartOfHour(bound_time)], [toUInt64(status = 'bound')]).2) AS fastest
                    FROM milepost.bindings
                    WHERE program_id = {program:String} AND advocate_id != ''
                    GROUP BY advocate_id
                ),
                of_verdicts AS
                (
                    SELECT advocate_id, avg(toFloat64(latest)) AS score
                    FROM
                    (
                        SELECT advocate_id, referral_id, argMax(score, decided_at) AS latest
                        FROM milepost.fraud_verdicts
                        WHERE program_id = {program:String}
                        GROUP BY advocate_id, referral_id
                    )
                    GROUP BY advocate_id
                ),
                (SELECT (count(), medianOrNull(bound), medianOrNull(refused), medianOrNull(fastest)) FROM of_bindings) AS usual,
                (SELECT (any(bound), any(refused), any(fastest)) FROM of_bindings WHERE advocate_id = {advocate:String}) AS own
            SELECT own.1 AS bound, own.2 AS refused, own.3 AS fastest, usual.1 AS advocates, usual.2 AS usual_bound,
                usual.3 AS usual_refused, usual.4 AS usual_fastest,
                round((SELECT any(score) FROM of_verdicts WHERE advocate_id = {advocate:String}), 3) AS score,
                round((SELECT medianOrNull(score) FROM of_verdicts), 3) AS usual_score
            """;

    private static final String TIMELINE = """
            SELECT * FROM
            (
                SELECT happened_at AS at, sequence AS place, kind, actor AS who, detail AS about
                FROM milepost.fraud_case_events WHERE program_id = {program:String} AND case_id = {case:String}
                UNION ALL
                SELECT bound_time, 0, if(status = 'bound', 'referred', 'referral refused'), referee_id, referral_id
                FROM milepost.bindings
                WHERE program_id = {program:String} AND referral_id IN (SELECT arrayJoin(splitByChar('\\n', {referrals:String})))
                UNION ALL
                SELECT decided_at, 0, concat('judged ', toString(score)), '', concat(assessed_for, ': ', referral_id)
                FROM milepost.fraud_verdicts
                WHERE program_id = {program:String} AND referral_id IN (SELECT arrayJoin(splitByChar('\\n', {referrals:String})))
                UNION ALL
                SELECT effective_at, sequence, concat('reward ', lower(step)), beneficiary_id, concat(reason, ' ', reward_id)
                FROM milepost.ledger
                WHERE program_id = {program:String} AND reward_id IN
                (
                    SELECT reward_id FROM milepost.rewards
                    WHERE program_id = {program:String} AND hasAny(referral_ids, splitByChar('\\n', {referrals:String}))
                )
            )
            ORDER BY at DESC, place DESC, kind, about LIMIT 201
            """;

    /** By the share of codes that are reasons in both, of those that are in either (Jaccard). */
    private static final String ALIKE = """
            WITH (
                SELECT groupUniqArrayArray(codes) FROM milepost.fraud_verdicts
                WHERE program_id = {program:String} AND verdict_id IN (SELECT arrayJoin(splitByChar('\\n', {verdicts:String})))
            ) AS own
            SELECT case_id, advocate, approved, rejected, round(alike, 2) AS alike, arrayStringConcat(shared, ', ') AS shared
            FROM
            (
                SELECT
                    closed.case_id AS case_id,
                    any(closed.advocate_id) AS advocate,
                    any(closed.opened_at) AS opened_at,
                    uniqExactIf(closed.referral_id, closed.state = 'approved') AS approved,
                    uniqExactIf(closed.referral_id, closed.state = 'rejected') AS rejected,
                    groupUniqArrayArray(judged.codes) AS codes,
                    arraySort(arrayIntersect(codes, own)) AS shared,
                    length(shared) / length(arrayDistinct(arrayConcat(codes, own))) AS alike
                FROM
                (
                    SELECT case_id, advocate_id, opened_at, JSONExtractString(alert, 'referral') AS referral_id,
                        JSONExtractString(alert, 'verdict') AS verdict_id, JSONExtractString(alert, 'state') AS state
                    FROM
                    (
                        SELECT case_id, advocate_id, opened_at, alerts FROM milepost.fraud_cases
                        WHERE program_id = {program:String} AND status = 'DECIDED' AND case_id != {case:String}
                        ORDER BY opened_at DESC, case_id LIMIT {recent:UInt32}
                    )
                    ARRAY JOIN alerts AS alert
                ) AS closed
                INNER JOIN (SELECT referral_id, verdict_id, codes FROM milepost.fraud_verdicts WHERE program_id = {program:String}) AS judged
                    ON judged.referral_id = closed.referral_id AND judged.verdict_id = closed.verdict_id
                GROUP BY closed.case_id
            )
            WHERE alike > 0
            ORDER BY alike DESC, opened_at DESC, case_id LIMIT 5
            """;

    private static final String TYPOLOGIES = """
            SELECT case_id, argMax(JSONExtractString(detail, 'typology'), sequence) AS typology
            FROM milepost.fraud_case_events
            WHERE program_id = {program:String} AND kind IN ('REJECT', 'PARTIAL')
                AND case_id IN (SELECT arrayJoin(splitByChar('\\n', {cases:String})))
            GROUP BY case_id
            """;

    private static final String REFERRED = """
            SELECT advocate_id, referee_id, status, refusal
            FROM milepost.bindings
            WHERE advocate_id != '' AND (advocate_id IN (SELECT arrayJoin(splitByChar('\\n', {users:String})))
                OR referee_id IN (SELECT arrayJoin(splitByChar('\\n', {users:String}))))
            ORDER BY advocate_id = {advocate:String} DESC, bound_time, referee_id LIMIT 1000
            """;

    private static final String RING = """
            SELECT ring_id, size, toJSONString(members) AS members, arrayStringConcat(kinds, ', ') AS kinds, internal_referrals,
                toString(mean_omega) AS mean_omega, cycles, toString(since) AS since
            FROM milepost.rings
            WHERE ring_id = {ring:String}
            ORDER BY milepost.rings.since DESC LIMIT 1
            """;

    private final Reads reads;

    CaseReads(Reads reads) {
        this.reads = reads;
    }

    /** The rewards that hang on referrals, the latest first. */
    List<Map<String, String>> rewards(List<String> programs, List<String> referrals) throws ClickHouseFailure {
        return reads.rows(REWARDS, Map.of("programs", lines(programs), "referrals", lines(referrals)));
    }

    /** The entries of the ledger that these caused. */
    List<Map<String, String>> stepsBy(List<Sent> sent) throws ClickHouseFailure {
        return reads.rows(
                STEPS,
                Map.of(
                        "programs", lines(sent.stream().map(Sent::programId).toList()),
                        "events", lines(sent.stream().map(Sent::eventId).toList())));
    }

    /** Whether a reward that hangs on one of these was paid, be it taken back since. */
    boolean isPaid(String program, List<String> referrals) throws ClickHouseFailure {
        return !reads.rows(PAID, Map.of("program", program, "referrals", lines(referrals)))
                .get(0)
                .get("paid")
                .equals("0");
    }

    /** The last decision that the case accepted, or that waits for a second person: kind, actor, cause_id, detail; or none. */
    List<Map<String, String>> lastDecision(ShownCase of) throws ClickHouseFailure {
        return reads.rows(LAST_DECISION, Map.of("program", of.programId(), "case", of.caseId()));
    }

    /** All verdicts of the case's referrals. */
    List<Map<String, String>> verdicts(ShownCase of) throws ClickHouseFailure {
        return reads.rows(VERDICTS, referrals(of));
    }

    /** The reasons of these verdicts, the strongest of each first. */
    List<Map<String, String>> reasons(ShownCase of) throws ClickHouseFailure {
        return reads.rows(REASONS, referrals(of));
    }

    /** The advocate's figures, and those of the advocate in the middle: one row. */
    Map<String, String> against(ShownCase of) throws ClickHouseFailure {
        return reads.rows(AGAINST, Map.of("program", of.programId(), "advocate", of.advocateId()))
                .get(0);
    }

    /** What happened, the latest first: at, kind, who, about. */
    List<Map<String, String>> timeline(ShownCase of) throws ClickHouseFailure {
        return reads.rows(
                TIMELINE, Map.of("program", of.programId(), "case", of.caseId(), "referrals", lines(ids(of))));
    }

    /** The decided cases of the program whose reasons are most like this one's. */
    List<Map<String, String>> alike(ShownCase of) throws ClickHouseFailure {
        return reads.rows(
                ALIKE,
                Map.of(
                        "program", of.programId(),
                        "case", of.caseId(),
                        "recent", RECENT,
                        "verdicts",
                                lines(of.alerts().stream()
                                        .map(ShownAlert::verdictId)
                                        .toList())));
    }

    /** What kind of fraud was named in these cases last, by case; of those where nobody rejected nothing. */
    Map<String, String> typologies(String program, Collection<String> cases) throws ClickHouseFailure {
        return reads.rows(TYPOLOGIES, Map.of("program", program, "cases", lines(cases))).stream()
                .collect(Collectors.toMap(row -> row.get("case_id"), row -> row.get("typology")));
    }

    /** Who referred whom among those that have to do with these: at most a thousand. */
    List<Map<String, String>> referred(String advocate, Collection<String> users) throws ClickHouseFailure {
        return reads.rows(REFERRED, Map.of("advocate", advocate, "users", lines(users)));
    }

    /** The ring as it was last; or none. */
    List<Map<String, String>> ring(String ring) throws ClickHouseFailure {
        return ring.isEmpty() ? List.of() : reads.rows(RING, Map.of("ring", ring));
    }

    private static Map<String, String> referrals(ShownCase of) {
        return Map.of("program", of.programId(), "referrals", lines(ids(of)));
    }

    private static List<String> ids(ShownCase of) {
        return of.alerts().stream().map(ShownAlert::referralId).toList();
    }

    private static String lines(Collection<String> texts) {
        return texts.stream().distinct().collect(Collectors.joining("\n"));
    }
}
