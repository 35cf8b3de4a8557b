package dev.milepost.experiments;

import dev.milepost.experiments.statistics.ConfidenceSequence;
import dev.milepost.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of live experiments. */
public final class ExperimentSettings {

    public static final Setting<Duration> COVARIATE_WINDOW = Setting.duration(
                    "experiments.covariate_window",
                    Duration.ofDays(90),
                    "How far before a user's exposure to an experiment their own orders and renewals are its covariate.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Double> ALPHA = Setting.number(
                    "experiments.alpha", 0.05, "share", "1 - confidence of the bounds in experiment_results.")
            .that("above 0 and below 0.5", alpha -> alpha > 0 && alpha < 0.5);

    public static final Setting<Double> TUNING = Setting.number(
                    "experiments.tuning",
                    ConfidenceSequence.USUAL_TUNING,
                    "units",
                    "N*: the units of two arms at which the bounds of a live experiment are tightest. Any is valid, if it is not "
                            + "changed by what the experiment says.")
            .that("above 0", tuning -> tuning > 0);

    public static final Setting<Long> LEAST_UNITS = Setting.whole(
                    "experiments.least_units",
                    100,
                    "units",
                    "As many units of each of two arms must be past their horizon for the arms to be compared.")
            .atLeast(2L);

    public static final List<Setting<?>> ALL = List.of(COVARIATE_WINDOW, ALPHA, TUNING, LEAST_UNITS);

    private ExperimentSettings() {}
}
