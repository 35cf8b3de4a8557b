package dev.milepost.experiments.live;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.List;
import java.util.Map;

/**
 * A live experiment as the warehouse has it.
 *
 * @param arms a row for each arm: exposed, planned, matured, referees; none where nobody has been exposed
 * @param results rows of experiment_results, by metric as they are judged, then by arm
 */
public record LiveExperiment(String id, List<Map<String, String>> arms, List<Map<String, String>> results) {

    private static final String ARMS = """
            SELECT arm, any(exposed) AS exposed, any(planned_millionths) / 1e6 AS planned, any(matured) AS matured,
                any(referees) AS referees
            FROM milepost.experiment_arms WHERE experiment_id = {id:String} GROUP BY arm ORDER BY arm = 'holdout' DESC, arm""";

    private static final String RESULTS = """
            SELECT * EXCEPT revision FROM milepost.experiment_results WHERE experiment_id = {id:String}
            ORDER BY indexOf(['own_net_revenue', 'referred_signups', 'referred_buyers', 'referred_net_revenue',
                'own_retention', 'opt_out'], metric), currency, arm""";

    private static final String KNOWN =
            "SELECT DISTINCT experiment_id FROM milepost.experiment_arms ORDER BY experiment_id";

    /** That of an id; without arms where nobody has been exposed to it. */
    public static LiveExperiment read(Views views, String id) throws ClickHouseFailure {
        Map<String, String> place = Map.of("id", id);
        return new LiveExperiment(id, views.rows(ARMS, place), views.rows(RESULTS, place));
    }

    /** The ids of all that somebody has been exposed to. */
    public static List<String> known(Views views) throws ClickHouseFailure {
        return views.rows(KNOWN, Map.of()).stream()
                .map(row -> row.get("experiment_id"))
                .toList();
    }

    /** Whether arms have not the units they should have, so that no figure means anything. */
    public boolean isBlocked() {
        return results.stream().anyMatch(result -> flag(result, "blocked"));
    }

    /** A column of true and false. */
    public static boolean flag(Map<String, String> row, String name) {
        return row.get(name).equals("true") || row.get(name).equals("1");
    }

    /** A column of figures; NaN where it is withheld. */
    public static double figure(Map<String, String> row, String name) {
        return row.get(name) == null ? Double.NaN : Double.parseDouble(row.get(name));
    }

    /** A column of whole numbers. */
    public static long count(Map<String, String> row, String name) {
        return Long.parseLong(row.get(name));
    }
}
