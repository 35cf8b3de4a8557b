package dev.milepost.experiments.live;

import dev.milepost.experiments.model.ExperimentSums;
import dev.milepost.programs.ProgramFileException;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a version of a program says of an experiment.
 *
 * @param currency empty where the program has none
 * @param shares of each arm and the holdout, in millionths
 */
record ExposureTerms(String program, long version, long horizonMillis, String currency, Map<String, Long> shares) {

    private static final Logger LOG = LoggerFactory.getLogger(ExposureTerms.class);

    private static final String VERSIONS = """
            SELECT program_id, version, text FROM milepost.programs
            WHERE program_id IN (SELECT program_id FROM milepost.exposures WHERE experiment_id = {id:String})
            ORDER BY program_id, version""";

    /** Of every version that has the experiment, but for those that this release cannot read any more. */
    static List<ExposureTerms> read(Views views, String experiment) throws ClickHouseFailure {
        List<ExposureTerms> terms = new ArrayList<>();
        for (Map<String, String> row : views.rows(VERSIONS, Map.of("id", experiment))) {
            for (ProgramVersion version : parsed(row.get("program_id") + "@" + row.get("version"), row.get("text"))) {
                version.asks().stream()
                        .map(Ask::experiment)
                        .filter(found -> found != null && found.id().equals(experiment))
                        .forEach(found -> terms.add(of(version, found)));
            }
        }
        return List.copyOf(terms);
    }

    private static List<ProgramVersion> parsed(String label, String text) {
        try {
            return ProgramFiles.parse(Map.of(label, text)).versions();
        } catch (ProgramFileException e) {
            LOG.warn("{} cannot be read any more: days of an experiment of it are not shown", label, e);
            return List.of();
        }
    }

    private static ExposureTerms of(ProgramVersion version, Ask.Experiment experiment) {
        Map<String, Long> shares = new TreeMap<>();
        experiment.arms().forEach(arm -> shares.put(arm.name(), arm.share()));
        shares.put(ExperimentSums.HOLDOUT, experiment.holdout());
        return new ExposureTerms(
                version.program(),
                version.version(),
                experiment.horizonMillis(),
                version.currency() == null ? "" : version.currency(),
                shares);
    }

    /** As a row of SQL: ids of files have nothing that would have to be quoted. */
    String row() {
        return "('" + program + "', " + version + ", " + horizonMillis + ", '" + currency + "')";
    }
}
