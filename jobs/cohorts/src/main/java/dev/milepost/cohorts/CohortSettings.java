package dev.milepost.cohorts;

import dev.milepost.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of cohorts. */
public final class CohortSettings {

    public static final Setting<Duration> ASK_WINDOW = Setting.duration(
                    "cohorts.ask_window",
                    Duration.ofDays(30),
                    "How far before the touch that bound a referral an ask of its advocate has prompted it: its milestone_id is the "
                            + "cohort's.")
            .atLeast(Duration.ofMillis(1));

    public static final List<Setting<?>> ALL = List.of(ASK_WINDOW);

    private CohortSettings() {}
}
