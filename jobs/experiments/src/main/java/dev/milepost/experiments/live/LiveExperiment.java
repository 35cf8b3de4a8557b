package dev.milepost.experiments.live;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Views;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A live experiment as the warehouse has it.
 *
 * @param arms a row for each arm: exposed, planned, matured, referees; none where nobody has been exposed
 * @param results rows of experiment_results, by metric as they are judged, then by arm
 */
public record LiveExperiment(String id, List<Map<String, String>> arms, List<Map<String, String>> results) {

    private static final String ARMS = """
            SELECT experiment_id, arm, any(exposed) AS exposed, any(planned_millionths) / 1e6 AS planned, any(matured) AS matured,
                any(referees) AS referees
            FROM milepost.experiment_arms WHERE $WHICH GROUP BY experiment_id, arm
            ORDER BY experiment_id, arm = 'holdout' DESC, arm""";

    private static final String RESULTS = """
            SELECT * EXCEPT revision FROM milepost.experiment_results WHERE $WHICH
            ORDER BY experiment_id, indexOf(['own_net_revenue', 'referred_signups', 'referred_buyers', 'referred_net_revenue',
                'own_retention', 'opt_out'], metric), currency, arm""";

    private static final String ID = "experiment_id";

    /** That of an id; without arms where nobody has been exposed to it. */
    public static LiveExperiment read(Views views, String id) throws ClickHouseFailure {
        Map<String, String> place = Map.of("id", id);
        String which = "experiment_id = {id:String}";
        return new LiveExperiment(
                id,
                views.rows(ARMS.replace("$WHICH", which), place),
                views.rows(RESULTS.replace("$WHICH", which), place));
    }

    /** All that somebody has been exposed to, by id. */
    public static List<LiveExperiment> all(Views views) throws ClickHouseFailure {
        Map<String, List<Map<String, String>>> results =
                views.rows(RESULTS.replace("$WHICH", "1"), Map.of()).stream().collect(groupingBy(row -> row.get(ID)));
        Map<String, List<Map<String, String>>> arms = views.rows(ARMS.replace("$WHICH", "1"), Map.of()).stream()
                .collect(groupingBy(row -> row.get(ID), TreeMap::new, toList()));
        return arms.entrySet().stream()
                .map(each -> new LiveExperiment(
                        each.getKey(), each.getValue(), results.getOrDefault(each.getKey(), List.of())))
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
