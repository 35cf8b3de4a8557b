package dev.milepost.milestones.model.ask;

import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Ask.Arm;
import dev.milepost.programs.model.Ask.Experiment;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a version of a program says of an experiment.
 *
 * @param horizonMillis how long after an exposure outcomes count
 * @param currency ISO 4217 of the program's money; empty where it has none
 * @param shares what each arm and the holdout are given, in millionths
 */
public record ExposureTerms(long horizonMillis, String currency, Map<String, Long> shares) {

    static final String HOLDOUT = "holdout";

    public ExposureTerms {
        shares = Map.copyOf(shares);
    }

    static ExposureTerms of(ProgramVersion version, Experiment experiment) {
        Map<String, Long> shares = new TreeMap<>();
        for (Arm arm : experiment.arms()) {
            shares.put(arm.name(), arm.share());
        }
        shares.merge(HOLDOUT, experiment.holdout(), Long::sum);
        return new ExposureTerms(
                experiment.horizonMillis(), version.currency() == null ? "" : version.currency(), shares);
    }
}
