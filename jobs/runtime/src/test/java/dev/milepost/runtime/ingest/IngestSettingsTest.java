package dev.milepost.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.settings.Setting;
import dev.milepost.runtime.settings.Settings;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IngestSettingsTest {

    @Test
    void everyConstantIsRegisteredDescribedAndValidByDefault() throws Exception {
        List<Field> constants = Arrays.stream(IngestSettings.class.getDeclaredFields())
                .filter(field -> field.getType() == Setting.class && Modifier.isStatic(field.getModifiers()))
                .toList();
        assertThat(IngestSettings.ALL).hasSize(constants.size() - 1).doesNotContain(IngestSettings.HORIZON_MILLIS);
        for (Field constant : constants) {
            Setting<?> setting = (Setting<?>) constant.get(null);
            assertThat(setting.key()).isEqualTo("ingest." + constant.getName().toLowerCase(Locale.ROOT));
            assertThat(setting.description()).hasSizeGreaterThan(30).endsWith(".");
            assertThat(setting.unit()).isNotBlank();
            assertSurvivesText(setting);
        }
    }

    private static <T extends Comparable<T>> void assertSurvivesText(Setting<T> setting) {
        String written = setting.format(setting.byDefault());
        assertThat(Settings.of(Map.of(setting.key(), written), List.of(setting)).get(setting))
                .isEqualTo(setting.byDefault());
    }
}
