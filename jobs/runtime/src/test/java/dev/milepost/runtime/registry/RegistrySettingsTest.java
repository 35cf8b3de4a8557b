package dev.milepost.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.settings.Setting;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class RegistrySettingsTest {

    @Test
    void everySettingIsListedNamedAndDescribed() throws Exception {
        List<Field> constants = Arrays.stream(RegistrySettings.class.getDeclaredFields())
                .filter(field -> field.getType() == Setting.class && Modifier.isStatic(field.getModifiers()))
                .toList();
        assertThat(RegistrySettings.ALL).hasSize(constants.size());
        for (Field constant : constants) {
            Setting<?> setting = (Setting<?>) constant.get(null);
            assertThat(RegistrySettings.ALL).contains(setting);
            assertThat(setting.key()).isEqualTo("registry." + constant.getName().toLowerCase(Locale.ROOT));
            assertThat(setting.description()).hasSizeGreaterThan(30).endsWith(".");
            assertThat(setting.unit()).isNotBlank();
        }
    }
}
