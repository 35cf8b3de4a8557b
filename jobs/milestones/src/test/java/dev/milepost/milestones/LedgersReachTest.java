package dev.milepost.milestones;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.Retroactive;
import dev.milepost.runtime.settings.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code program explain} says of how far back a version reaches is how long ledgers remember. */
class LedgersReachTest {

    @Test
    void aRetroactiveVersionReachesBackAsLongAsLedgersRemember() {
        assertThat(Duration.ofMillis(
                        MilestoneSettings.ledgers(Settings.defaults()).retentionMillis()))
                .isEqualTo(Retroactive.REACHES_BACK);
    }
}
