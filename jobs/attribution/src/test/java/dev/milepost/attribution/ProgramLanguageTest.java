package dev.milepost.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramLanguageTest {

    private static final ProgramLanguage LANGUAGE = new ProgramLanguage(Settings.defaults());

    private static String text(int version, String validFrom, String window) {
        return "program: p\nversion: " + version + "\nvalid_from: " + validFrom + "\nattribution: {click_window: "
                + window + "}\n";
    }

    @Test
    void aFileIsNamedByItsProgramAndVersion() throws RuleException {
        String text = text(2, "1970-01-01T00:00:01Z", "90d");
        assertThat(LANGUAGE.read(text)).isEqualTo(new RuleVersion("p@2", 1_000, text));
        assertThat(LANGUAGE.compile(List.of(LANGUAGE.read(text)))
                        .at("p", 1_000)
                        .attribution()
                        .clickWindowMillis())
                .isEqualTo(90 * 86_400_000L);
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        assertThatThrownBy(() -> LANGUAGE.read("program: p\nversion: 0\n"))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("program:2:10: version 0");
    }

    @Test
    void versionsThatDoNotAgreeAreRefused() throws RuleException {
        List<RuleVersion> versions = List.of(
                LANGUAGE.read(text(1, "2026-01-02T00:00:00Z", "1d")),
                LANGUAGE.read(text(2, "2026-01-01T00:00:00Z", "1d")));
        assertThatThrownBy(() -> LANGUAGE.compile(versions))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("a later version begins at the same time or later");
    }

    @Test
    void aWindowLongerThanTouchesAreKeptIsRefusedAtTheStartAndLater() {
        String text = text(1, "2026-01-01T00:00:00Z", "91d");
        assertThatThrownBy(() -> LANGUAGE.read(text))
                .isInstanceOf(RuleException.class)
                .hasMessage("program:4:29: click_window 91d is longer than touches are kept"
                        + " (attribution.longest_window = 90d): write a shorter one, or raise that setting");
        assertThatThrownBy(() -> ProgramLanguage.rules(ProgramFiles.parse(Map.of("p", text)), Settings.defaults()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("p@1:4:29: click_window 91d is longer than touches are kept");
    }
}
