package dev.milepost.milestones;

import dev.milepost.milestones.model.ledger.LedgerSettings;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Setting;
import dev.milepost.runtime.settings.Settings;
import java.util.List;

/** What a deployment decides about asks and rewards. */
public final class MilestoneSettings {

    public static final Setting<Boolean> REQUIRE_VERDICT = Setting.flag(
            "rewards.require_verdict",
            true,
            "Whether a reward is held until each of its referrals has a fraud verdict that releases it, or an approval. "
                    + "Turned off, the end of its hold releases it where no verdict or review says otherwise.");

    public static final List<Setting<?>> ALL = List.of(REQUIRE_VERDICT);

    private MilestoneSettings() {}

    static LedgerSettings ledgers(Settings settings) {
        return new LedgerSettings(
                settings.get(REQUIRE_VERDICT),
                settings.get(IngestSettings.LATENESS).toMillis(),
                LedgerSettings.DEFAULTS.retentionMillis());
    }
}
