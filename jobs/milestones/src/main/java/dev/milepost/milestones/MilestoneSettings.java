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

    public static final Setting<String> CODE_LINK = Setting.text(
            "code.link",
            "https://example.com/?referral_code=",
            "What the link of a referral code begins with; the code follows. Your site's clicks carry the code on. While it is "
                    + "the default, asks name no link.");

    public static final List<Setting<?>> ALL = List.of(REQUIRE_VERDICT, CODE_LINK);

    private MilestoneSettings() {}

    /** What the link of a code begins with; null where the deployment has not said. */
    public static String link(Settings settings) {
        String link = settings.get(CODE_LINK);
        return link.equals(CODE_LINK.byDefault()) ? null : link;
    }

    static LedgerSettings ledgers(Settings settings) {
        return new LedgerSettings(
                settings.get(REQUIRE_VERDICT),
                settings.get(IngestSettings.LATENESS).toMillis(),
                LedgerSettings.DEFAULTS.retentionMillis());
    }
}
