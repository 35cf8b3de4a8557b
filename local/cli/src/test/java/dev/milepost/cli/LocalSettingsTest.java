package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.sink.SinkSettings;
import dev.milepost.runtime.clickhouse.sink.WarehouseSettings;
import dev.milepost.runtime.settings.Setting;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsReference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {

    @Test
    void theReferencePageIsThatOfTheSettings() throws Exception {
        assertThat(Files.readString(Path.of("SETTINGS.md")))
                .as("out of date: write it anew by ./milepost settings --write local/cli/SETTINGS.md")
                .isEqualTo(SettingsReference.markdown(LocalSettings.sections()));
    }

    @Test
    void everyKeyIsGivenOnce() {
        assertThat(LocalSettings.all()).extracting(Setting::key).doesNotHaveDuplicates();
    }

    @Test
    void theSinkHasTheSameDefaultsWithAndWithoutTypedSettings() {
        assertThat(WarehouseSettings.of("file:///spool", 1, Settings.defaults()))
                .isEqualTo(SinkSettings.of("file:///spool", 1));
    }
}
