package dev.milepost.cli;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A referral code as the warehouse knows it.
 *
 * @param program of a code that was issued here, or that somebody has signed up by; else empty: events keep no program
 * @param since when it was created, as ClickHouse writes times
 * @param referrals how many are bound by it
 */
record OwnedCode(String text, String program, String since, long referrals) {

    /** A code is its first creator's. */
    private static final String CODES = """
            SELECT created.code AS code, created.since AS since, ifNull(used.referrals, 0) AS referrals,
                if(created.program != '', created.program, ifNull(used.program, '')) AS program
            FROM
            (
                SELECT referral_code AS code, min(event_time) AS since, argMin(user_id, (event_time, event_id)) AS owner,
                    argMin(if(startsWith(event_id, {issued:String}),
                        splitByChar('/', event_id)[2], ''), (event_time, event_id)) AS program
                FROM milepost.events
                WHERE stream = 'clickstream' AND name = 'referral_code_created' AND referral_code IN
                (
                    SELECT referral_code FROM milepost.events
                    WHERE stream = 'clickstream' AND name = 'referral_code_created' AND user_id = {user:String}
                )
                GROUP BY referral_code
                HAVING owner = {user:String} AND code != ''
            ) AS created
            LEFT JOIN
            (
                SELECT code, any(program_id) AS program, countIf(status = 'bound') AS referrals FROM milepost.bindings
                WHERE refusal != 'unknown_code' GROUP BY code
            ) AS used ON used.code = created.code
            ORDER BY since, code""";

    /** A user's own, the oldest first. */
    static List<OwnedCode> of(ClickHouseClient client, String user) throws ClickHouseFailure {
        List<OwnedCode> codes = new ArrayList<>();
        String text = user.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
        for (Map<String, String> row : client.query(CODES, Map.of("user", text, "issued", IssuedCode.EVENT_PREFIX))) {
            codes.add(new OwnedCode(
                    row.get("code"), row.get("program"), row.get("since"), Long.parseLong(row.get("referrals"))));
        }
        return codes;
    }
}
