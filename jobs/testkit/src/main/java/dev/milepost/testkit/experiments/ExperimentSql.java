package dev.milepost.testkit.experiments;

import dev.milepost.testkit.cohorts.CohortSql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The query over the views {@code events}, {@code bindings} and {@code exposures} that answers what rows {@code experiment_arms}
 * must hold at the time of the last event.
 */
public final class ExperimentSql {

    private ExperimentSql() {}

    /**
     * What a file says of an experiment.
     *
     * @param shares in millionths, the holdout's among them
     */
    public record Terms(String experimentId, long horizonMillis, String currency, Map<String, Long> shares) {

        private String row() {
            StringJoiner shared = new StringJoiner(", ", "map(", ")");
            new TreeMap<>(shares).forEach((arm, share) -> shared.add("'" + arm + "', toInt64(" + share + ")"));
            return "SELECT '" + experimentId + "' AS experiment_id, toInt64(" + horizonMillis + ") AS horizon_millis, '"
                    + currency + "' AS currency, " + shared + " AS shares";
        }
    }

    /** The query, for experiments of which one is listed at least. */
    public static String arms(Collection<Terms> experiments) {
        StringJoiner terms = new StringJoiner(" UNION ALL ");
        experiments.forEach(each -> terms.add(each.row()));
        return CohortSql.definitions() + resource("arms.sql").replace("{terms}", terms.toString());
    }

    private static String resource(String name) {
        try (InputStream in = ExperimentSql.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
