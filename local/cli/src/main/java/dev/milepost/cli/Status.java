package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where one person stands, from the views.
 *
 * @param limit so many asks, and so many rewards, at most
 */
record Status(ClickHouseClient client, String user, int limit) {

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
                refusal, bound_time
            FROM milepost.bindings WHERE referee_id = {user:String} ORDER BY status, bound_time, referral_id""";

    private static final String ASKS = """
            SELECT milestone_time, program_id, milestone_id, decision, reason, arm, toString(guard_values) AS guards,
                ifNull(toString(send_at), '') AS send_at, late_correction
            FROM milepost.asks WHERE user_id = {user:String}
            ORDER BY decided_at DESC, program_id, ask_id, decision LIMIT {limit:UInt32}""";

    private static final String REFERRALS = """
            SELECT program_id, multiIf(status = 'refused', concat('refused: ', refusal), qualified.referral_id != '',
                'qualified', 'bound') AS stage, count() AS referrals, max(greatest(bound_time, qualified.at)) AS latest
            FROM milepost.bindings
            LEFT JOIN
            (
                SELECT referral_id, max(event_time) AS at FROM milepost.journey
                WHERE advocate_id = {user:String} AND name = 'referral.qualified' GROUP BY referral_id
            ) AS qualified ON qualified.referral_id = bindings.referral_id
            WHERE advocate_id = {user:String}
            GROUP BY program_id, stage ORDER BY program_id, stage""";

    private static final String REWARDS = """
            SELECT reward_id, program_id, rule_id, side, kind, state, reason, amount_minor, owed_minor, currency,
                count() OVER () AS n
            FROM milepost.rewards WHERE beneficiary_id = {user:String}
            ORDER BY updated_at DESC, reward_id LIMIT {limit:UInt32}""";

    private static final String ENTRIES = """
            SELECT reward_id, step, amount_minor, currency, effective_at, known_at, reason, late_correction
            FROM milepost.ledger WHERE beneficiary_id = {user:String}
            ORDER BY effective_at, known_at,
                indexOf(['EARNED', 'HELD', 'RELEASED', 'PAID', 'EXPIRED', 'VOIDED', 'REVERSED'], step), entry_id""";

    /**
     * Says it.
     *
     * @throws CommandFailure where no view knows the person
     */
    void print(Terminal terminal) throws ClickHouseFailure {
        if (ask(KNOWN).get(0).get("n").equals("0")) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "Nobody knows " + user + ": no click, signup, referral, ask or reward names that user. Ids are as"
                            + " the events have them, upper and lower case apart.");
        }
        Map<String, String> signup = ask(SIGNUP).get(0);
        terminal.say(
                user + (signup.get("n").equals("0") ? ", who has not signed up" : ", signed up " + signup.get("at")));
        referred(terminal);
        asks(terminal);
        referrals(terminal);
        rewards(terminal);
    }

    private void referred(Terminal terminal) throws ClickHouseFailure {
        for (Map<String, String> row : ask(REFERRED)) {
            terminal.say("Referred by " + row.get("advocate_id") + " in " + row.get("program_id") + " ("
                    + row.get("evidence")
                    + "), " + row.get("bound_time")
                    + (row.get("status").equals("bound") ? "" : ": refused, " + row.get("refusal")));
        }
    }

    private void asks(Terminal terminal) throws ClickHouseFailure {
        Table table =
                new Table("milestone reached", "program", "ask", "decision", "why not", "arm", "guards saw", "send at");
        for (Map<String, String> row : ask(ASKS)) {
            table.row(
                    row.get("milestone_time"),
                    row.get("program_id"),
                    row.get("milestone_id"),
                    row.get("decision") + late(row),
                    orDash(row.get("reason")),
                    orDash(row.get("arm")),
                    row.get("guards"),
                    orDash(row.get("send_at")));
        }
        section(terminal, "Asks", table);
    }

    private void referrals(Terminal terminal) throws ClickHouseFailure {
        Table table = new Table("program", "stage", "referrals", "latest");
        for (Map<String, String> row : ask(REFERRALS)) {
            table.row(row.get("program_id"), row.get("stage"), Long.parseLong(row.get("referrals")), row.get("latest"));
        }
        section(terminal, "Referrals", table);
    }

    private void rewards(Terminal terminal) throws ClickHouseFailure {
        List<Map<String, String>> rewards = ask(REWARDS);
        Map<String, Table> entries = new LinkedHashMap<>();
        for (Map<String, String> entry : ask(ENTRIES)) {
            entries.computeIfAbsent(
                            entry.get("reward_id"), any -> new Table("step", "amount", "effective", "known", "why"))
                    .row(
                            entry.get("step") + late(entry),
                            amount(entry, "amount_minor"),
                            entry.get("effective_at"),
                            entry.get("known_at"),
                            orDash(entry.get("reason")));
        }
        terminal.say("");
        terminal.say("Rewards" + (rewards.isEmpty() ? ": none." : ""));
        for (Map<String, String> reward : rewards) {
            terminal.say(reward.get("program_id") + ", " + reward.get("rule_id") + ": " + amount(reward, "amount_minor")
                    + " " + reward.get("kind") + " to the " + reward.get("side") + ", " + reward.get("state")
                    + (reward.get("reason").isEmpty() ? "" : " (" + reward.get("reason") + ")") + ", owed "
                    + amount(reward, "owed_minor") + "; reward_id " + reward.get("reward_id"));
            Table chain = entries.get(reward.get("reward_id"));
            if (chain != null) {
                chain.print(terminal);
            }
        }
        long more = rewards.isEmpty() ? 0 : Long.parseLong(rewards.get(0).get("n")) - rewards.size();
        if (more > 0) {
            terminal.say("… and " + Text.count(more, "reward") + " more: see --limit.");
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

    private static String late(Map<String, String> row) {
        return row.get("late_correction").equals("true") ? " (late correction)" : "";
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
