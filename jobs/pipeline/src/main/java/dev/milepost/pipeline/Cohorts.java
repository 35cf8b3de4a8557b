package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.cohorts.CohortSettings;
import dev.milepost.cohorts.model.CohortTerms;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Settings;

/** How long cohorts have to wait for what attribution may still revise. */
final class Cohorts {

    private Cohorts() {}

    static CohortTerms terms(Settings settings) {
        long revision = settings.get(IngestSettings.LATENESS).toMillis();
        return new CohortTerms(
                Math.max(settings.get(AttributionSettings.LOOK_BACK).toMillis(), revision),
                settings.get(AttributionSettings.ORDER_RETENTION).toMillis(),
                settings.get(CohortSettings.ASK_WINDOW).toMillis(),
                Math.max(
                        settings.get(AttributionSettings.LONGEST_WINDOW).toMillis(),
                        settings.get(AttributionSettings.INVITE_WINDOW).toMillis()),
                revision);
    }
}
