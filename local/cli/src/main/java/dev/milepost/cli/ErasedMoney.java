package dev.milepost.cli;

import dev.milepost.milestones.model.id.Ids;
import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.erasure.Pseudonyms;
import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.runtime.text.Amounts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a warehouse knows of the money that rests on a user. */
final class ErasedMoney {

    private static final Pattern WORD = Pattern.compile("[\\p{Alnum}_.-]+");

    private final ClickHouseClient client;
    private final String user;

    ErasedMoney(ClickHouseClient client, String user) {
        this.client = client;
        this.user = user;
    }

    private List<Map<String, String>> ask(String sql) throws ClickHouseFailure {
        String text = user.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
        return client.query(sql, Map.of("user", text));
    }

    /** Whether they are on either side of a referral or a reward. */
    boolean isThere() throws ClickHouseFailure {
        return !ask("SELECT 1 AS one FROM milepost.bindings WHERE referee_id = {user:String} OR advocate_id = {user:String}"
                        + " LIMIT 1 UNION ALL SELECT 1 AS one FROM milepost.rewards WHERE beneficiary_id = {user:String}"
                        + " OR subject_id = {user:String} OR advocate_id = {user:String} LIMIT 1")
                .isEmpty();
    }

    /** What they are owed, by program and currency, a text each; what they owe is below 0. */
    List<String> owed() throws ClickHouseFailure {
        return ask("SELECT program_id, currency, sum(amount_minor) AS owed FROM milepost.ledger"
                        + " WHERE beneficiary_id = {user:String} GROUP BY 1, 2 HAVING owed != 0 ORDER BY 1, 2")
                .stream()
                .map(row -> Amounts.of(Long.parseLong(row.get("owed")), row.get("currency")) + " in "
                        + row.get("program_id"))
                .toList();
    }

    /**
     * The ids of rewards that theirs goes into, and the ids that these have once the pseudonym stands in its place.
     *
     * @param trail what is theirs
     */
    Map<String, String> renames(UserTrail trail, Pseudonyms pseudonyms) throws ClickHouseFailure {
        Map<String, String> renames = new TreeMap<>();
        for (Map<String, String> row : ask("SELECT program_id, rule_id, subject_kind, subject_id, beneficiary_id, side,"
                + " occurrence, reward_id FROM milepost.rewards"
                + " WHERE beneficiary_id = {user:String} OR subject_id = {user:String} OR subject_kind = 'account'")) {
            String subject = row.get("subject_kind").equals("account")
                    ? trail.hasAlone(row.get("subject_id"))
                            ? pseudonyms.of(Kind.TRACE, row.get("subject_id"))
                            : row.get("subject_id")
                    : person(row.get("subject_id"), pseudonyms);
            String now = Ids.of(
                    row.get("program_id"),
                    row.get("rule_id"),
                    subject,
                    person(row.get("beneficiary_id"), pseudonyms),
                    row.get("side"),
                    row.get("occurrence"));
            if (!now.equals(row.get("reward_id"))) {
                renames.put(row.get("reward_id"), now);
            }
        }
        return renames;
    }

    /** The same by the pseudonyms of the ids that were, as the list keeps them. */
    Map<String, String> pseudonymous(Map<String, String> renames, Pseudonyms pseudonyms) {
        Map<String, String> named = new TreeMap<>();
        renames.forEach((was, now) -> named.put(pseudonyms.of(Kind.REWARD, was), now));
        return named;
    }

    private String person(String id, Pseudonyms pseudonyms) {
        return id.equals(user) ? pseudonyms.of(Kind.USER, id) : id;
    }

    /** The words of all versions of all programs: names of events, properties and attributes among them. */
    Set<String> words() throws ClickHouseFailure {
        Set<String> words = new TreeSet<>();
        for (Map<String, String> row : client.query("SELECT text FROM milepost.programs")) {
            Matcher matcher = WORD.matcher(row.get("text"));
            while (matcher.find()) {
                words.add(matcher.group());
            }
        }
        return words;
    }

    /**
     * Where the ledger of a rebuild is not that which is shown, by program, currency and step, a text each; of entries that both
     * can know.
     *
     * @param goesOn whether time goes on beyond the end of the rebuild
     * @param isStopped whether what is shown ends before the rebuild does: a job that is stopped has not shown its last rows
     */
    static List<String> differences(
            ClickHouseClient client, Generations.Taken generation, boolean goesOn, boolean isStopped)
            throws ClickHouseFailure {
        String of = " AS of, program_id, currency, step, amount_minor FROM ";
        String until = (goesOn
                        ? " AND known_at <= (SELECT min(watermark) FROM " + generation.store() + ".progress FINAL)"
                        : "")
                + (isStopped ? " AND known_at <= (SELECT max(watermark) FROM milepost.progress)" : "");
        return client
                .query(
                        "SELECT program_id, currency, step, sumIf(amount_minor, of = 1) AS was, sumIf(amount_minor, of = 2) AS is,"
                                + " countIf(of = 1) AS wasEntries, countIf(of = 2) AS isEntries FROM (SELECT 1" + of
                                + "milepost.ledger WHERE true" + until + " UNION ALL SELECT 2" + of + generation.store()
                                + ".ledger FINAL WHERE is_deleted = 0 AND revision >= "
                                + BackfillSummary.firstRevision(generation.number()) + until
                                + ") GROUP BY program_id, currency, step HAVING was != is OR wasEntries != isEntries"
                                + " ORDER BY program_id, currency, step")
                .stream()
                .map(row -> row.get("program_id") + ", " + row.get("step") + ": "
                        + Amounts.of(Long.parseLong(row.get("was")), row.get("currency")) + " in "
                        + row.get("wasEntries") + " entries; without the user "
                        + Amounts.of(Long.parseLong(row.get("is")), row.get("currency")) + " in "
                        + row.get("isEntries"))
                .toList();
    }
}
