package dev.milepost.console.review;

import dev.milepost.console.Reads;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.schemas.event.ReviewAction;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the warehouse says of cases, and of what became of decisions. */
final class ReviewReads {

    /** How many cases a page of the queue has: as many as may be changed at once. */
    static final int PAGE = 100;

    /**
     * As {@code QueueOrder} has it: score × money, of which a hundred minor units are taken at least, grown by itself for each day that
     * the case waits; a test compares the two. Now is the warehouse's watermark.
     */
    private static final String COLUMNS = """
            WITH (SELECT toUnixTimestamp64Milli(min(watermark)) FROM milepost.progress) AS now_millis
            SELECT program_id, case_id, advocate_id, ring_id, status, version, toString(opened_at) AS opened, claimed_by,
                ifNull(toString(claimed_until), '') AS claimed,
                toString(ifNull(toUnixTimestamp64Milli(claimed_until) > {clock:Int64}, false)) AS is_claimed, toString(escalated) AS escalated, referrals, undecided, score,
                money_minor, currency, ifNull(toString(sla_at), '') AS sla, ifNull(toString(due_at), '') AS due, pending_by,
                merged_into, %s AS alerts_json, %s AS last_millis,
                toFloat64(score) * greatest(100, money_minor)
                    * (1 + greatest(0, now_millis - toUnixTimestamp64Milli(opened_at)) / 86400000.) AS priority
            FROM milepost.fraud_cases AS cases
            """;

    private static final String LISTED = COLUMNS.formatted("'[]'", "0") + """
            WHERE status IN (SELECT arrayJoin(splitByChar(',', {statuses:String})))
                AND ({program:String} = '' OR program_id = {program:String})
                AND ({claimed:String} = '' OR (claimed_by = {claimed:String} AND is_claimed IN ('true', '1')))
            ORDER BY %s
            LIMIT {rows:UInt32}
            """;

    private static final String QUEUE = LISTED.formatted("cases.escalated DESC, priority DESC, opened_at, case_id");

    private static final String LATEST = LISTED.formatted("opened_at DESC, case_id");

    private static final String PROGRAMS = """
            SELECT DISTINCT program_id FROM milepost.fraud_cases
            WHERE status IN (SELECT arrayJoin(splitByChar(',', {statuses:String})))
            ORDER BY 1
            """;

    private static final String CASES = COLUMNS.formatted("toJSONString(alerts)", "ifNull(happened.last, 0)") + """
            LEFT JOIN
            (
                SELECT case_id, toNullable(toUnixTimestamp64Milli(max(happened_at))) AS last
                FROM milepost.fraud_case_events
                WHERE case_id IN (SELECT arrayJoin(splitByChar(',', {cases:String})))
                GROUP BY case_id
            ) AS happened USING (case_id)
            WHERE case_id IN (SELECT arrayJoin(splitByChar(',', {cases:String})))
            """;

    private static final String OUTCOMES = """
            SELECT cause_id AS event_id, 'accepted' AS outcome, kind, detail
            FROM milepost.fraud_case_events
            WHERE case_id IN (SELECT arrayJoin(splitByChar(',', {cases:String})))
                AND cause_id IN (SELECT arrayJoin(splitByChar(',', {events:String})))
            UNION ALL
            SELECT event_id, 'refused', reason, detail
            FROM milepost.dead_letters
            WHERE stream = 'reviews' AND event_id IN (SELECT arrayJoin(splitByChar(',', {events:String})))
            """;

    /** By its id alone; an accepted review is one event. */
    private static final String ACCEPTED = """
            SELECT program_id, case_id, kind, toString(toUnixTimestamp64Milli(happened_at)) AS millis
            FROM milepost.fraud_case_events
            WHERE cause_id = {event:String} AND actor = {reviewer:String}
            LIMIT 1
            """;

    private final Reads reads;
    private final Clock clock;

    /**
     * Of that warehouse.
     *
     * @param clock by which claims end
     */
    ReviewReads(Reads reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * The cases of a list, in its order; without alerts.
     *
     * @param program of which alone; empty: of all
     * @param claimedBy whose claims alone; empty: all
     * @param rows at most
     */
    List<ShownCase> list(CaseList list, String program, String claimedBy, int rows) throws ClickHouseFailure {
        Map<String, String> values = Map.of(
                "statuses", list.statuses(),
                "program", program,
                "claimed", claimedBy,
                "rows", Integer.toString(rows),
                "clock", now());
        return reads.rows(list == CaseList.WAITING ? QUEUE : LATEST, values).stream()
                .map(ShownCase::of)
                .toList();
    }

    /** Those cases, by their ids; those that there are not are missing. */
    Map<String, ShownCase> cases(Collection<String> ids) throws ClickHouseFailure {
        Map<String, ShownCase> cases = new HashMap<>();
        for (Map<String, String> row : reads.rows(CASES, Map.of("cases", String.join(",", ids), "clock", now()))) {
            cases.put(row.get("case_id"), ShownCase.of(row));
        }
        return cases;
    }

    private String now() {
        return Long.toString(clock.millis());
    }

    /** One case; empty where there is none. */
    Optional<ShownCase> one(String id) throws ClickHouseFailure {
        return Optional.ofNullable(cases(List.of(id)).get(id));
    }

    /** The programs that have cases in that list. */
    List<String> programs(CaseList list) throws ClickHouseFailure {
        return reads.rows(PROGRAMS, Map.of("statuses", list.statuses())).stream()
                .map(row -> row.get("program_id"))
                .toList();
    }

    /** Up to when the warehouse is complete, event time in milliseconds. */
    long watermarkMillis() throws ClickHouseFailure {
        return Long.parseLong(
                reads.rows("SELECT toUnixTimestamp64Milli(min(watermark)) AS millis FROM milepost.progress", Map.of())
                        .get(0)
                        .get("millis"));
    }

    /** What became of those that were sent, by event_id; of what nothing is known yet nothing. Accepted outweighs refused. */
    Map<String, Outcome> outcomes(List<Sent> sent) throws ClickHouseFailure {
        String cases = String.join(",", sent.stream().map(Sent::caseId).toList());
        String events = String.join(",", sent.stream().map(Sent::eventId).toList());
        Map<String, Outcome> outcomes = new HashMap<>();
        for (Map<String, String> row : reads.rows(OUTCOMES, Map.of("cases", cases, "events", events))) {
            Outcome outcome = Outcome.of(row);
            outcomes.merge(row.get("event_id"), outcome, (one, other) -> one.isRefused() ? other : one);
        }
        return outcomes;
    }

    /** What that reviewer sent under an id, if a case has accepted it; its time is when it happened to the case. */
    Optional<Sent> accepted(String eventId, String reviewer) throws ClickHouseFailure {
        return reads.rows(ACCEPTED, Map.of("event", eventId, "reviewer", reviewer)).stream()
                .map(row -> new Sent(
                        eventId,
                        row.get("program_id"),
                        row.get("case_id"),
                        ReviewAction.valueOf(row.get("kind")),
                        Long.parseLong(row.get("millis"))))
                .findFirst();
    }
}
