package dev.milepost.runtime.registry;

import dev.milepost.runtime.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The settings of the schema registry. Who asks it is said by the environment: {@link RegistryCredentials}. */
public final class RegistrySettings {

    public static final Setting<String> URL = Setting.text(
                    "registry.url",
                    "",
                    "Where the schema registry is, for ingest.framing confluent; a path in front of /schemas may be in "
                            + "it. User and password: MILEPOST_REGISTRY_USER and MILEPOST_REGISTRY_PASSWORD.")
            .that("http:// or https:// and a host", RegistrySettings::isUrl);

    public static final Setting<Duration> TIMEOUT = Setting.duration(
                    "registry.timeout",
                    Duration.ofSeconds(10),
                    "A request that is not answered whole within this counts as failed and is repeated.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Duration> RETRY_DELAY = Setting.duration(
                    "registry.retry_delay",
                    Duration.ofMillis(100),
                    "The wait before a request is repeated; it doubles up to registry.retry_delay_max, with jitter.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Duration> RETRY_DELAY_MAX = Setting.duration(
                    "registry.retry_delay_max", Duration.ofSeconds(10), "The longest wait between repetitions.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Duration> UNKNOWN_FOR = Setting.duration(
            "registry.unknown_for",
            Duration.ofMinutes(1),
            "An id that the registry does not know is not asked for again so long. Ids that it knows are kept for ever.");

    public static final List<Setting<?>> ALL = List.of(URL, TIMEOUT, RETRY_DELAY, RETRY_DELAY_MAX, UNKNOWN_FOR);

    private RegistrySettings() {}

    private static boolean isUrl(String text) {
        if (text.isEmpty()) {
            return true;
        }
        try {
            URI url = URI.create(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
