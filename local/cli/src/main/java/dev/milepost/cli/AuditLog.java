package dev.milepost.cli;

import dev.milepost.fraud.model.review.AuditChain;
import dev.milepost.fraud.model.review.AuditEvent;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The audit logs of cases, from the views: shown, and checked link by link. */
record AuditLog(ClickHouseClient client) {

    /** So many cases are checked at once. */
    private static final int PAGE = 500;

    private static final String CASES = """
            SELECT program_id, case_id, status, version, advocate_id, audit_events, audit_hash FROM milepost.fraud_cases
            WHERE """;

    private static final String EVENTS = """
            SELECT program_id, case_id, sequence, happened_at, toUnixTimestamp64Milli(happened_at) AS millis, kind, version,
                actor, cause_id, detail, previous_hash, hash
            FROM milepost.fraud_case_events WHERE case_id IN """;

    /** Logs without a case: whoever deletes a case's row must not be rid of its log. */
    private static final String ORPHANS = """
            SELECT program_id, case_id, count() AS n FROM milepost.fraud_case_events
            WHERE (program_id, case_id) NOT IN (SELECT program_id, case_id FROM milepost.fraud_cases)
            GROUP BY program_id, case_id ORDER BY case_id, program_id""";

    /** Whose log it is. */
    private record Name(String program, String caseId) {}

    /**
     * What was checked.
     *
     * @param breaks a sentence for each case whose log does not hold
     */
    record Checked(long cases, long events, List<String> breaks) {}

    /**
     * Shows the log of one case.
     *
     * @throws CommandFailure where there is no such case
     */
    void print(String caseId, Terminal terminal) throws ClickHouseFailure {
        List<Map<String, String>> cases = cases(isCase(caseId));
        if (cases.isEmpty()) {
            throw unknown(caseId);
        }
        for (Map<String, String> one : cases) {
            terminal.say("Case " + caseId + " of program " + one.get("program_id") + " about " + one.get("advocate_id")
                    + ": " + one.get("status") + ", version " + one.get("version") + ". Times are UTC.");
            Table table = new Table("event", "time", "what", "version", "who", "cause", "detail");
            for (Map<String, String> row : events(List.of(one))) {
                if (row.get("program_id").equals(one.get("program_id"))) {
                    table.row(
                            Long.valueOf(row.get("sequence")),
                            Text.moment(row.get("happened_at")),
                            row.get("kind"),
                            Long.valueOf(row.get("version")),
                            Text.orDash(row.get("actor")),
                            Text.orDash(row.get("cause_id")),
                            row.get("detail"));
                }
            }
            table.print(terminal);
        }
    }

    /**
     * Checks the log of one case, or of all.
     *
     * @param caseId null: all
     * @throws CommandFailure where there is no such case
     */
    Checked verify(String caseId) throws ClickHouseFailure {
        List<String> breaks = new ArrayList<>();
        long cases = 0;
        long events = 0;
        List<Map<String, String>> page = cases(caseId == null ? "1" : isCase(caseId));
        if (caseId != null && page.isEmpty()) {
            throw unknown(caseId);
        }
        while (!page.isEmpty()) {
            cases += page.size();
            events += verify(page, breaks);
            page = caseId == null ? cases(after(page.get(page.size() - 1))) : List.of();
        }
        if (caseId == null) {
            for (Map<String, String> orphan : client.query(ORPHANS)) {
                breaks.add(name(orphan) + ": its log has " + Text.count(Long.parseLong(orphan.get("n")), "event")
                        + ", and fraud_cases has no such case");
            }
        }
        return new Checked(cases, events, breaks);
    }

    private long verify(List<Map<String, String>> cases, List<String> breaks) throws ClickHouseFailure {
        Map<Name, List<AuditEvent>> logs = new HashMap<>();
        for (Map<String, String> row : events(cases)) {
            logs.computeIfAbsent(new Name(row.get("program_id"), row.get("case_id")), name -> new ArrayList<>())
                    .add(event(row));
        }
        long events = 0;
        for (Map<String, String> one : cases) {
            List<AuditEvent> log = logs.getOrDefault(new Name(one.get("program_id"), one.get("case_id")), List.of());
            events += log.size();
            AuditChain.verify(log, Long.parseLong(one.get("audit_events")), one.get("audit_hash"))
                    .ifPresent(found ->
                            breaks.add(name(one) + ": link " + (found.position() + 1) + ": " + found.sentence()));
        }
        return events;
    }

    private List<Map<String, String>> cases(String which) throws ClickHouseFailure {
        return client.query(CASES + " " + which + " ORDER BY case_id, program_id LIMIT " + PAGE);
    }

    private static String isCase(String caseId) {
        return "case_id = " + SqlTexts.quoted(caseId);
    }

    private static String after(Map<String, String> last) {
        return "(case_id, program_id) > " + SqlTexts.tuple(last.get("case_id"), last.get("program_id"));
    }

    private List<Map<String, String>> events(List<Map<String, String>> cases) throws ClickHouseFailure {
        List<String> ids = cases.stream()
                .map(row -> SqlTexts.quoted(row.get("case_id")))
                .distinct()
                .toList();
        return client.query(EVENTS + " (" + String.join(", ", ids) + ") ORDER BY case_id, program_id, sequence");
    }

    private static AuditEvent event(Map<String, String> row) {
        return new AuditEvent(
                row.get("case_id"),
                Long.parseLong(row.get("sequence")),
                Long.parseLong(row.get("millis")),
                row.get("kind"),
                Long.parseLong(row.get("version")),
                row.get("actor"),
                row.get("cause_id"),
                row.get("detail"),
                row.get("previous_hash"),
                row.get("hash"));
    }

    private static String name(Map<String, String> row) {
        return "Case " + row.get("case_id") + " of program " + row.get("program_id");
    }

    private static CommandFailure unknown(String caseId) {
        return new CommandFailure(
                ExitCode.REFUSED_INPUT,
                "There is no case " + caseId + ". All cases: ./milepost sql \"SELECT case_id, advocate_id, status FROM"
                        + " fraud_cases\"");
    }
}
