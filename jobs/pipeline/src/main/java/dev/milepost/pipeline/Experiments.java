package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.experiments.ExperimentSettings;
import dev.milepost.experiments.model.ExperimentTerms;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;

/** How long experiments have to wait for what attribution may still revise, and how they are read. */
final class Experiments {

    private Experiments() {}

    static ExperimentTerms terms(Settings settings) {
        return new ExperimentTerms(
                settings.get(IngestSettings.LATENESS).toMillis(),
                settings.get(AttributionSettings.ORDER_RETENTION).toMillis(),
                settings.get(ExperimentSettings.COVARIATE_WINDOW).toMillis(),
                new ReadingTerms(
                        settings.get(ExperimentSettings.ALPHA),
                        settings.get(ExperimentSettings.TUNING),
                        settings.get(ExperimentSettings.LEAST_UNITS)));
    }
}
