package dev.milepost.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ReporterSettingsTest {

    private static final String URL = "jdbc:clickhouse://server:8123/default";
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MILEPOST_CLICKHOUSE_URL", URL,
            "MILEPOST_CLICKHOUSE_USER", "milepost",
            "MILEPOST_CLICKHOUSE_PASSWORD", "secret");

    @Test
    void theEnvironmentSaysWhatSettingsDoNot() {
        assertThat(ReporterSettings.of(new Properties(), ENVIRONMENT))
                .isEqualTo(new ReporterSettings(
                        ClickHouseUrl.parse(URL), "milepost", "secret", Duration.ofSeconds(10), ReporterSettings.READ));
    }

    @Test
    void settingsGoBeforeTheEnvironment() {
        Properties given = new Properties();
        given.setProperty("clickhouse-url", "jdbc:clickhouse://other:9000/default");
        given.setProperty("clickhouse-user", "metrics");
        given.setProperty("clickhouse-password", "");
        given.setProperty("interval", "500 ms");
        given.setProperty("metrics", " numRestarts ;pendingRecords,");

        ReporterSettings settings = ReporterSettings.of(given, ENVIRONMENT);
        assertThat(settings.url()).hasToString("jdbc:clickhouse://other:9000/default");
        assertThat(settings.user()).isEqualTo("metrics");
        assertThat(settings.password()).isEmpty();
        assertThat(settings.interval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.metrics()).containsExactlyInAnyOrder("numRestarts", "pendingRecords");
    }

    @Test
    void whatCannotBeUsedIsRefusedInWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReporterSettings.of(new Properties(), Map.of()))
                .withMessageContaining("must look like jdbc:clickhouse://");
        Properties never = new Properties();
        never.setProperty("interval", "0 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReporterSettings.of(never, ENVIRONMENT))
                .withMessageContaining("a millisecond at least");
    }
}
