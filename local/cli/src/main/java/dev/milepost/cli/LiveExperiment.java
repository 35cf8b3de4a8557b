package dev.milepost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A live experiment as the warehouse has it.
 *
 * @param arms a row for each arm: exposed, planned, matured, referees
 * @param results rows of experiment_results, by metric as they are judged, then by arm
 */
record LiveExperiment(String id, List<Map<String, String>> arms, List<Map<String, String>> results) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> TEXTS = Set.of("experiment_id", "arm", "metric", "currency", "control", "status");
    private static final Set<String> FLAGS = Set.of("is_primary", "blocked");

    private static final String ARMS = """
            SELECT arm, any(exposed) AS exposed, any(planned_millionths) / 1e6 AS planned, any(matured) AS matured,
                any(referees) AS referees
            FROM milepost.experiment_arms WHERE experiment_id = %s GROUP BY arm ORDER BY arm = 'holdout' DESC, arm""";

    private static final String RESULTS = """
            SELECT * EXCEPT revision FROM milepost.experiment_results WHERE experiment_id = %s
            ORDER BY indexOf(['own_net_revenue', 'referred_signups', 'referred_buyers', 'referred_net_revenue',
                'own_retention', 'opt_out'], metric), currency, arm""";

    private static final String KNOWN =
            "SELECT DISTINCT experiment_id FROM milepost.experiment_arms ORDER BY experiment_id LIMIT 20";

    /** @throws CommandFailure where nobody has been exposed to it */
    static LiveExperiment read(ClickHouseClient client, String id) throws ClickHouseFailure {
        String quoted = SqlTexts.quoted(id);
        List<Map<String, String>> arms = client.query(ARMS.formatted(quoted));
        if (arms.isEmpty()) {
            List<String> known = client.query(KNOWN).stream()
                    .map(row -> row.get("experiment_id"))
                    .toList();
            throw new CommandFailure(
                    ExitCode.NOTHING_THERE,
                    "Nobody has been exposed to an experiment " + id + " yet. "
                            + (known.isEmpty()
                                    ? "There are no exposures at all: an ask with an experiment makes them."
                                    : "There are " + String.join(", ", known) + "."));
        }
        return new LiveExperiment(id, arms, client.query(RESULTS.formatted(quoted)));
    }

    boolean isBlocked() {
        return results.stream().anyMatch(result -> flag(result, "blocked"));
    }

    static boolean flag(Map<String, String> row, String name) {
        return row.get(name).equals("true") || row.get(name).equals("1");
    }

    /** NaN where it is withheld. */
    static double figure(Map<String, String> row, String name) {
        return row.get(name) == null ? Double.NaN : Double.parseDouble(row.get(name));
    }

    static long count(Map<String, String> row, String name) {
        return Long.parseLong(row.get(name));
    }

    /** All figures, unrounded; null is what is withheld. */
    String json() throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        root.put("experiment", id);
        root.put("blocked", isBlocked());
        if (!results.isEmpty()) {
            root.put("srm_p", figure(results.get(0), "srm_p"));
            root.put("contamination", count(results.get(0), "contamination"));
        }
        add(root.putArray("arms"), arms);
        add(root.putArray("results"), results);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void add(ArrayNode to, List<Map<String, String>> rows) {
        for (Map<String, String> row : rows) {
            ObjectNode node = to.addObject();
            row.forEach((name, text) -> {
                if (text == null) {
                    node.putNull(name);
                } else if (TEXTS.contains(name)) {
                    node.put(name, text);
                } else if (FLAGS.contains(name)) {
                    node.put(name, flag(row, name));
                } else {
                    put(node, name, text);
                }
            });
        }
    }

    private static void put(ObjectNode node, String name, String number) {
        if (number.matches("-?\\d+")) {
            node.put(name, Long.parseLong(number));
        } else {
            node.put(name, Double.parseDouble(number));
        }
    }
}
