package dev.milepost.fraud;

import dev.milepost.runtime.settings.Setting;
import dev.milepost.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;

/** What a deployment decides about fraud. */
public final class FraudSettings {

    public static final Setting<String> DISPOSABLE_DOMAINS = Setting.text(
            "fraud.disposable_domains",
            "",
            "E-mail domains, separated by commas, that hand out addresses to be thrown away, beside those that Milepost "
                    + "knows.");

    public static final Setting<Boolean> OWN_VERDICTS = Setting.flag(
            "fraud.own_verdicts",
            true,
            "Whether Milepost judges referrals itself, and reviews are of the cases that it makes. Turned off, verdicts are "
                    + "those that come by the stream fraud-verdicts, which is not read otherwise.");

    public static final List<Setting<?>> ALL = List.of(OWN_VERDICTS, DISPOSABLE_DOMAINS);

    private FraudSettings() {}

    static List<String> disposableDomains(Settings settings) {
        return Arrays.stream(settings.get(DISPOSABLE_DOMAINS).split(","))
                .map(String::strip)
                .filter(domain -> !domain.isEmpty())
                .toList();
    }
}
