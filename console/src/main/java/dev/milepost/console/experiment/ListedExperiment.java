package dev.milepost.console.experiment;

import dev.milepost.experiments.live.LiveExperiment;
import dev.milepost.experiments.live.LiveReport;
import dev.milepost.runtime.text.Counts;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line of the list of experiments.
 *
 * @param id of the experiment
 * @param address of its page
 * @param arms their names, control first
 * @param exposed users, over all arms
 * @param matured those whose horizon is over
 * @param standing what can be said of it, in words
 */
public record ListedExperiment(
        String id, String address, String arms, String exposed, String matured, String standing) {

    static ListedExperiment of(LiveExperiment live) {
        return new ListedExperiment(
                live.id(),
                ExperimentView.address(live.id()),
                live.arms().stream().map(arm -> arm.get("arm")).collect(Collectors.joining(", ")),
                sum(live, "exposed"),
                sum(live, "matured"),
                switch (new LiveReport(live).standing()) {
                    case BLOCKED -> "blocked: the sample ratio is not as planned";
                    case TOO_EARLY -> "too early";
                    case READ -> "can be read";
                });
    }

    private static String sum(LiveExperiment live, String name) {
        long sum = 0;
        for (Map<String, String> arm : live.arms()) {
            sum += LiveExperiment.count(arm, name);
        }
        return Counts.number(sum);
    }
}
