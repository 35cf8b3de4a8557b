package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionSettings;
import dev.milepost.cohorts.CohortSettings;
import dev.milepost.experiments.ExperimentSettings;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.milestones.MilestoneSettings;
import dev.milepost.runtime.archive.ArchiveSettings;
import dev.milepost.runtime.clickhouse.sink.WarehouseSettings;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.registry.RegistrySettings;
import dev.milepost.runtime.settings.Setting;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All settings that a person can give, by room. */
public final class PipelineSettings {

    public static final Setting<Duration> UPKEEP = Setting.duration(
                    "fold.upkeep",
                    Duration.ofMinutes(10),
                    "How often, at most, the events of a key that are older than the lateness are folded for good. "
                            + "Only memory depends on it.")
            .atLeast(Duration.ofMillis(1));

    private static final Duration BASE_MARGIN = Duration.ofMinutes(1);

    private PipelineSettings() {}

    /** Settings by the title under which the reference lists them. */
    public static Map<String, Collection<Setting<?>>> sections() {
        Map<String, Collection<Setting<?>>> sections = new LinkedHashMap<>();
        sections.put("Reading events", IngestSettings.ALL);
        sections.put("The schema registry", RegistrySettings.ALL);
        sections.put("Running the job", LaunchSettings.ALL);
        sections.put("Folding", List.of(UPKEEP));
        sections.put("Attribution", AttributionSettings.ALL);
        sections.put("Asks and rewards", MilestoneSettings.ALL);
        sections.put("Fraud", FraudSettings.ALL);
        sections.put("Cohorts", CohortSettings.ALL);
        sections.put("Experiments", ExperimentSettings.ALL);
        sections.put("Writing to the warehouse", WarehouseSettings.ALL);
        sections.put("The raw archive", ArchiveSettings.ALL);
        return sections;
    }

    /** Every setting. */
    public static List<Setting<?>> all() {
        return sections().values().stream()
                .<Setting<?>>flatMap(Collection::stream)
                .toList();
    }

    /** The streams that are not read: verdicts of others, where Milepost judges itself. */
    public static Set<String> unread(Settings settings) {
        return settings.get(FraudSettings.OWN_VERDICTS) ? Set.of(Streams.FRAUD_VERDICTS) : Set.of();
    }

    /** The base of every key stays the lateness, and a minute, behind the watermark. */
    public static FoldSettings folds(Settings settings, long generation) {
        return new FoldSettings(
                settings.get(IngestSettings.LATENESS).toMillis(),
                BASE_MARGIN.toMillis(),
                settings.get(UPKEEP).toMillis(),
                settings.get(IngestSettings.HORIZON_MILLIS),
                generation);
    }
}
