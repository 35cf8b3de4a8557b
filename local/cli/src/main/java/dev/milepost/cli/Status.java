package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.text.Amounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one person stands, from the views.
 *
 * @param warehouse its folder or URL, for the person
 * @param limit so many asks, and so many rewards, at most
 */
record Status(ClickHouseClient client, String warehouse, String user, int limit) {

    private static final String KNOWN = """
            SELECT count() AS n FROM
            (
                SELECT user_id FROM milepost.conversions WHERE user_id = {user:String}
                UNION ALL SELECT user_id FROM milepost.identities WHERE user_id = {user:String}
                UNION ALL SELECT user_id FROM milepost.touches WHERE user_id = {user:String}
                UNION ALL SELECT referee_id FROM milepost.bindings
                    WHERE referee_id = {user:String} OR advocate_id = {user:String}
                UNION ALL SELECT user_id FROM milepost.asks WHERE user_id = {user:String}
                UNION ALL SELECT beneficiary_id FROM milepost.rewards WHERE beneficiary_id = {user:String}
            )""";

    private static final String SIGNUP = """
            SELECT min(conversion_time) AS at, count() AS n FROM milepost.conversions
            WHERE user_id = {user:String} AND kind = 'signup'""";

    private static final String REFERRED = """
            SELECT if(advocate_id = '', concat('code ', code), advocate_id) AS advocate_id, program_id, evidence, status,
                refusal, bound_time, referral_id
            FROM milepost.bindings WHERE referee_id = {user:String} ORDER BY status, bound_time, referral_id""";

    private static final String ASKS = """
            SELECT milestone_time, program_id, milestone_id, decision, reason, arm, arrayStringConcat(
                    arrayMap((guard, seen) -> concat(guard, ' ', seen), mapKeys(guard_values), mapValues(guard_values)), ', ')
                    AS guards,
                ifNull(toString(send_at), '') AS send_at, late_correction,
                toUInt8(decision = 'asked' AND turn = 0) AS told_to_nobody,
                toUInt8(revision = max(revision) OVER (PARTITION BY program_id, ask_id)) AS is_latest,
                count() OVER () AS n
            FROM milepost.asks WHERE user_id = {user:String}
            ORDER BY decided_at DESC, program_id, ask_id, decision LIMIT {limit:UInt32}""";

    private static final String REFERRALS = """
            SELECT program_id, multiIf(status = 'refused', concat('refused: ', refusal), step.last_decision =
                'referral.rejected', 'rejected', step.qualified > 0, 'qualified', 'bound') AS stage, count() AS referrals,
                max(greatest(bound_time, step.at)) AS latest
            FROM milepost.bindings
            LEFT JOIN
            (
                SELECT referral_id, program_id AS of_program, max(event_time) AS at,
                    countIf(name = 'referral.qualified') AS qualified,
                    argMaxIf(name, (event_time, cause_event_id), name IN ('referral.rejected', 'referral.approved'))
                        AS last_decision
                FROM milepost.journey WHERE advocate_id = {user:String} AND name != 'referral.bound'
                GROUP BY referral_id, of_program
            ) AS step ON step.referral_id = bindings.referral_id AND step.of_program = bindings.program_id
            WHERE advocate_id = {user:String}
            GROUP BY program_id, stage ORDER BY program_id, stage""";

    private static final String REWARDS = """
            SELECT reward_id, program_id, rule_id, side, kind, state, reason, amount_minor, owed_minor, currency,
                ifNull(toString(hold_until), '') AS hold_until, ifNull(toString(expires_at), '') AS expires_at,
                count() OVER () AS n
            FROM milepost.rewards WHERE beneficiary_id = {user:String}
            ORDER BY updated_at DESC, reward_id LIMIT {limit:UInt32}""";

    /** The referrals that earned each of them; who was referred is not known of one that does not stand any more. */
    private static final String BEHIND = """
            SELECT reward_id, referral_id, ifNull(bound.referee_id, '') AS referee_id FROM
            (
                SELECT reward_id, arrayJoin(referral_ids) AS referral_id FROM
                (
                    SELECT reward_id, referral_ids FROM milepost.rewards WHERE beneficiary_id = {user:String}
                    ORDER BY updated_at DESC, reward_id LIMIT {limit:UInt32}
                )
            ) AS earned
            LEFT JOIN
            (
                SELECT referral_id, any(referee_id) AS referee_id FROM milepost.bindings
                WHERE status = 'bound' AND referral_id IN
                (
                    SELECT arrayJoin(referral_ids) FROM milepost.rewards WHERE beneficiary_id = {user:String}
                )
                GROUP BY referral_id
            ) AS bound ON bound.referral_id = earned.referral_id
            ORDER BY reward_id, referral_id""";

    private static final String ENTRIES = """
            SELECT reward_id, step, amount_minor, currency, effective_at, known_at, reason, late_correction
            FROM milepost.ledger WHERE beneficiary_id = {user:String} AND reward_id IN
            (
                SELECT reward_id FROM milepost.rewards WHERE beneficiary_id = {user:String}
                ORDER BY updated_at DESC, reward_id LIMIT {limit:UInt32}
            )
            ORDER BY reward_id, sequence""";

    /**
     * Says it.
     *
     * @throws CommandFailure where no view knows the person
     */
    void print(Terminal terminal) throws ClickHouseFailure {
        if (ask(KNOWN).get(0).get("n").equals("0")) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "Nobody knows " + user + " in " + warehouse
                            + ": no click, signup, referral, ask or reward names that"
                            + " user. Ids are as the events have them, upper and lower case apart.");
        }
        Map<String, String> signup = ask(SIGNUP).get(0);
        terminal.say(user
                + (signup.get("n").equals("0") ? ", who has not signed up" : ", signed up " + moment(signup, "at"))
                + ". Times are UTC.");
        List<JudgedReferral> judged = JudgedReferral.of(client, user);
        referred(terminal, judged);
        codes(terminal);
        asks(terminal);
        referrals(terminal, judged);
        rewards(terminal);
    }

    private void referred(Terminal terminal, List<JudgedReferral> judged) throws ClickHouseFailure {
        for (Map<String, String> row : ask(REFERRED)) {
            terminal.say("Referred by " + row.get("advocate_id") + " in " + row.get("program_id") + " ("
                    + row.get("evidence")
                    + "), " + moment(row, "bound_time")
                    + (row.get("status").equals("bound") ? why(row, judged) : ": refused, " + row.get("refusal")));
        }
    }

    /** Of a referral that somebody has rejected, or that is blocked, that it is. */
    private static String why(Map<String, String> binding, List<JudgedReferral> judged) {
        return judged.stream()
                .filter(referral -> referral.referralId().equals(binding.get("referral_id"))
                        && referral.program().equals(binding.get("program_id")))
                .map(referral -> ": " + referral.why())
                .findFirst()
                .orElse("");
    }

    private void codes(Terminal terminal) throws ClickHouseFailure {
        Table table = new Table("code", "program", "since", "referrals bound");
        for (OwnedCode code : OwnedCode.of(client, user)) {
            table.row(code.text(), program(code), Text.moment(code.since()), code.referrals());
        }
        section(terminal, "Codes", table);
    }

    private static String program(OwnedCode code) {
        return code.program().isEmpty() ? "not known before somebody signs up" : code.program();
    }

    private void asks(Terminal terminal) throws ClickHouseFailure {
        Table table =
                new Table("milestone reached", "program", "ask", "decision", "why not", "arm", "guards saw", "send at");
        List<Map<String, String>> rows = ask(ASKS);
        for (Map<String, String> row : rows) {
            table.row(
                    moment(row, "milestone_time"),
                    row.get("program_id"),
                    row.get("milestone_id"),
                    decision(row) + late(row),
                    Text.orDash(row.get("reason")),
                    Text.orDash(row.get("arm")),
                    Text.orDash(row.get("guards")),
                    Text.orDash(moment(row, "send_at")));
        }
        section(terminal, "Asks", table);
        more(terminal, rows, "ask");
    }

    /** What was decided; of an ask whose arm waits, which is told to the outside only when it is due, that it does or did. */
    private static String decision(Map<String, String> ask) {
        if (ask.get("told_to_nobody").equals("0")) {
            return ask.get("decision");
        }
        return ask.get("is_latest").equals("1") ? "waits until " + moment(ask, "send_at") : "asked, never sent";
    }

    private void referrals(Terminal terminal, List<JudgedReferral> judged) throws ClickHouseFailure {
        Table table = new Table("program", "stage", "referrals", "latest");
        for (Map<String, String> row : ask(REFERRALS)) {
            table.row(
                    row.get("program_id"),
                    row.get("stage"),
                    Long.parseLong(row.get("referrals")),
                    moment(row, "latest"));
        }
        section(terminal, "Referrals", table);
        List<JudgedReferral> of =
                judged.stream().filter(each -> !each.referee().equals(user)).toList();
        for (JudgedReferral referral : of.subList(0, Math.min(limit, of.size()))) {
            terminal.say("  " + referral.referee() + " in " + referral.program() + " (" + referral.referralId() + "): "
                    + referral.why());
        }
        if (of.size() > limit) {
            terminal.say("… and " + Text.count(of.size() - limit, "such referral") + " more: see --limit.");
        }
    }

    private void rewards(Terminal terminal) throws ClickHouseFailure {
        List<Map<String, String>> rewards = ask(REWARDS);
        Map<String, Table> entries = new LinkedHashMap<>();
        Map<String, Long> due = new HashMap<>();
        for (Map<String, String> entry : ask(ENTRIES)) {
            if (!entry.get("step").equals("PAID")) {
                due.merge(entry.get("reward_id"), Long.parseLong(entry.get("amount_minor")), Long::sum);
            }
            entries.computeIfAbsent(
                            entry.get("reward_id"), any -> new Table("step", "amount", "effective", "known", "why"))
                    .row(
                            entry.get("step") + late(entry),
                            amount(entry, "amount_minor"),
                            moment(entry, "effective_at"),
                            moment(entry, "known_at"),
                            Text.orDash(entry.get("reason")));
        }
        Map<String, List<String>> behind = new HashMap<>();
        for (Map<String, String> row : ask(BEHIND)) {
            behind.computeIfAbsent(row.get("reward_id"), any -> new ArrayList<>())
                    .add(
                            row.get("referee_id").isEmpty()
                                    ? row.get("referral_id")
                                    : row.get("referee_id") + " (" + row.get("referral_id") + ")");
        }
        terminal.say("");
        terminal.say("Rewards" + (rewards.isEmpty() ? ": none." : ""));
        for (Map<String, String> reward : rewards) {
            terminal.say(reward.get("program_id") + ", " + reward.get("rule_id") + ": " + amount(reward, "amount_minor")
                    + byNow(reward, due) + " " + reward.get("kind") + " to the " + reward.get("side") + ", "
                    + reward.get("state")
                    + (reward.get("reason").isEmpty() ? "" : " (" + reward.get("reason") + ")") + ", " + owed(reward)
                    + "; reward_id " + reward.get("reward_id"));
            String terms = terms(reward, behind.getOrDefault(reward.get("reward_id"), List.of()));
            if (!terms.isEmpty()) {
                terminal.say("  " + terms);
            }
            Table chain = entries.get(reward.get("reward_id"));
            if (chain != null) {
                chain.print(terminal);
            }
        }
        more(terminal, rewards, "reward");
    }

    /** What is due altogether, paid or not, where that is another amount than was earned and not nothing. */
    private static String byNow(Map<String, String> reward, Map<String, Long> due) {
        long earned = Long.parseLong(reward.get("amount_minor"));
        long now = due.getOrDefault(reward.get("reward_id"), earned);
        return now <= 0 || now == earned ? "" : " (by now " + Amounts.of(now, reward.get("currency")) + ")";
    }

    /** By which referrals, until when and why it is held, and when it expires; what there is of that. */
    private static String terms(Map<String, String> reward, List<String> behind) {
        List<String> terms = new ArrayList<>();
        if (!behind.isEmpty()) {
            terms.add(
                    (behind.size() == 1 ? "by the referral of " : "by the referrals of ") + String.join(", ", behind));
        }
        if (reward.get("state").equals("HELD")) {
            terms.add("held until " + moment(reward, "hold_until") + " at least: " + why(reward.get("reason")));
        }
        if (!reward.get("expires_at").isEmpty() && Long.parseLong(reward.get("owed_minor")) > 0) {
            terms.add("expires " + moment(reward, "expires_at") + " if it is not paid");
        }
        return String.join("; ", terms);
    }

    /** What a held reward waits for, by its reason. */
    private static String why(String reason) {
        return switch (reason) {
            case "hold" -> "its hold is not over";
            case "release_when" -> "what else has to happen (release_when) has not";
            case "no_verdict" -> "a referral has no fraud verdict yet";
            case "review" -> "a referral is risky, and waits for a reviewer";
            case "blocked" -> "a referral is blocked as one identity or a ring";
            case "escalated" -> "nobody has cleared it in time, and it waits for a reviewer";
            default -> reason;
        };
    }

    /** Says how many there are beside those that are shown; each row has the number of all in {@code n}. */
    private static void more(Terminal terminal, List<Map<String, String>> shown, String thing) {
        long more = shown.isEmpty() ? 0 : Long.parseLong(shown.get(0).get("n")) - shown.size();
        if (more > 0) {
            terminal.say("… and " + Text.count(more, thing) + " more: see --limit.");
        }
    }

    private static void section(Terminal terminal, String title, Table table) {
        terminal.say("");
        terminal.say(title + (table.isEmpty() ? ": none." : ""));
        if (!table.isEmpty()) {
            table.print(terminal);
        }
    }

    private List<Map<String, String>> ask(String sql) throws ClickHouseFailure {
        String text = user.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
        return client.query(sql, Map.of("user", text, "limit", Integer.toString(limit)));
    }

    private static String amount(Map<String, String> row, String column) {
        return Amounts.of(Long.parseLong(row.get(column)), row.get("currency"));
    }

    private static String owed(Map<String, String> reward) {
        long owed = Long.parseLong(reward.get("owed_minor"));
        String currency = reward.get("currency");
        if (owed == 0) {
            return "nothing owed";
        }
        return owed > 0 ? Amounts.of(owed, currency) + " owed" : Amounts.of(-owed, currency) + " to be given back";
    }

    private static String late(Map<String, String> row) {
        return row.get("late_correction").equals("true") ? " (late correction)" : "";
    }

    private static String moment(Map<String, String> row, String column) {
        return Text.moment(row.get(column));
    }
}
