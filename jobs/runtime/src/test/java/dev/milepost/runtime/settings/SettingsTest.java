package dev.milepost.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    private enum Colour {
        DEEP_RED,
        BLUE
    }

    private static final Setting<Duration> LOOK_BACK = Setting.duration(
                    "attribution.look_back", Duration.ofDays(30), "How far back touches count.")
            .atMost(Duration.ofDays(400));
    private static final Setting<Integer> ROWS =
            Setting.integer("sink.rows", 1000, "rows", "Rows in a block.").atLeast(1);
    private static final Setting<Long> BYTES = Setting.whole("sink.bytes", 1L << 40, "bytes", "Bytes in a block.");
    private static final Setting<Double> SHARE =
            Setting.number("fraud.share", 0.5, "share", "A share.").atLeast(0.0).atMost(1.0);
    private static final Setting<Boolean> VERDICT = Setting.flag("rewards.require_verdict", true, "Wait for it.");
    private static final Setting<String> NAME = Setting.text("kafka.group", "milepost", "The group.");
    private static final Setting<Colour> COLOUR = Setting.choice("demo.colour", Colour.DEEP_RED, "A colour.");
    private static final List<Setting<?>> ALL = List.of(LOOK_BACK, ROWS, BYTES, SHARE, VERDICT, NAME, COLOUR);

    @Test
    void givesDefaultsWhereNothingIsSet() {
        Settings settings = Settings.defaults();
        assertThat(settings.get(LOOK_BACK)).isEqualTo(Duration.ofDays(30));
        assertThat(settings.get(ROWS)).isEqualTo(1000);
        assertThat(settings.get(VERDICT)).isTrue();
        assertThat(settings.has(ROWS)).isFalse();
    }

    @Test
    void readsEveryTypeFromText() {
        Settings settings = Settings.ofArguments(
                List.of(
                        "attribution.look_back=36h",
                        "sink.rows=7",
                        "sink.bytes=9000000000",
                        "fraud.share=0.25",
                        "rewards.require_verdict=false",
                        "kafka.group=a=b",
                        "demo.colour=blue"),
                ALL);
        assertThat(settings.get(LOOK_BACK)).isEqualTo(Duration.ofHours(36));
        assertThat(settings.get(ROWS)).isEqualTo(7);
        assertThat(settings.get(BYTES)).isEqualTo(9_000_000_000L);
        assertThat(settings.get(SHARE)).isEqualTo(0.25);
        assertThat(settings.get(VERDICT)).isFalse();
        assertThat(settings.get(NAME)).isEqualTo("a=b");
        assertThat(settings.get(COLOUR)).isEqualTo(Colour.BLUE);
    }

    @Test
    void namesTheNearestKeyWhereOneIsUnknown() {
        assertThatThrownBy(() -> Settings.of(Map.of("attribution.lookback", "30d"), ALL))
                .isInstanceOf(SettingsException.class)
                .hasMessage("There is no setting 'attribution.lookback'. Did you mean attribution.look_back?");
    }

    @Test
    void namesNoneWhereNothingIsNear() {
        assertThatThrownBy(() -> Settings.of(Map.of("foo.bar", "1"), ALL))
                .isInstanceOf(SettingsException.class)
                .hasMessage("There is no setting 'foo.bar'; ./milepost settings lists them");
    }

    @Test
    void refusesBadValuesWithWhatIsAllowed() {
        assertThatThrownBy(() -> Settings.of(Map.of("attribution.look_back", "30 days"), ALL))
                .hasMessageContaining("attribution.look_back")
                .hasMessageContaining("'30 days'")
                .hasMessageContaining("such as 500ms, 30m or 30d")
                .hasMessageContaining("default 30d");
        assertThatThrownBy(() -> Settings.of(Map.of("attribution.look_back", "401d"), ALL))
                .hasMessageContaining("at most 400d");
        assertThatThrownBy(() -> Settings.of(Map.of("sink.rows", "0"), ALL)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Settings.of(Map.of("sink.rows", "3000000000"), ALL))
                .hasMessageContaining("'3000000000'");
        assertThatThrownBy(() -> Settings.of(Map.of("fraud.share", "NaN"), ALL)).hasMessageContaining("finite");
        assertThatThrownBy(() -> Settings.of(Map.of("rewards.require_verdict", "yes"), ALL))
                .hasMessageContaining("true or false");
        assertThatThrownBy(() -> Settings.of(Map.of("demo.colour", "green"), ALL))
                .hasMessageContaining("one of deep_red, blue");
        assertThatThrownBy(() -> Settings.ofArguments(List.of("sink.rows"), ALL))
                .hasMessageContaining("key=value");
        assertThatThrownBy(() -> Settings.defaults().with(ROWS, -1)).hasMessageContaining("'-1'");
    }

    @Test
    void readsNestedAndDottedKeysFromYaml(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("settings.yaml"), "attribution:\n  look_back: 2d\nsink.rows: 5\n# nothing else\n");
        Settings settings = Settings.ofYaml(file, ALL);
        assertThat(settings.get(LOOK_BACK)).isEqualTo(Duration.ofDays(2));
        assertThat(settings.get(ROWS)).isEqualTo(5);
        assertThat(Settings.ofYaml(Files.writeString(folder.resolve("empty.yaml"), ""), ALL))
                .isEqualTo(Settings.defaults());
    }

    @Test
    void refusesYamlThatSaysSomethingTwiceOrNothing(@TempDir Path folder) throws IOException {
        Path twice = Files.writeString(folder.resolve("twice.yaml"), "sink:\n  rows: 5\nsink.rows: 6\n");
        assertThatThrownBy(() -> Settings.ofYaml(twice, ALL)).hasMessageContaining("sink.rows is given twice");
        Path same = Files.writeString(folder.resolve("same.yaml"), "sink.rows: 5\nsink.rows: 6\n");
        assertThatThrownBy(() -> Settings.ofYaml(same, ALL))
                .hasMessageContaining("same.yaml, line 2")
                .isInstanceOf(SettingsException.class);
        Path list = Files.writeString(folder.resolve("list.yaml"), "sink.rows: [1]\n");
        assertThatThrownBy(() -> Settings.ofYaml(list, ALL)).hasMessageContaining("found a list");
        Path none = Files.writeString(folder.resolve("none.yaml"), "sink.rows:\n");
        assertThatThrownBy(() -> Settings.ofYaml(none, ALL)).hasMessageContaining("found none");
        Path typo = Files.writeString(folder.resolve("typo.yaml"), "sink.row: 1\n");
        assertThatThrownBy(() -> Settings.ofYaml(typo, ALL))
                .hasMessageContaining("typo.yaml")
                .hasMessageContaining("Did you mean sink.rows?");
        assertThatThrownBy(() -> Settings.ofYaml(folder.resolve("absent.yaml"), ALL))
                .hasMessageContaining("absent.yaml cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sink.rows: 5\nmy: *hunter2hunter2\n",
                "sink.rows: 5\nkey: 'hunter2hunter2\nmore: x\n",
                "sink.rows: 5\n\tpassword: hunter2hunter2\n",
                "clickhouse.password: hunter2hunter2\n",
                "sink.rows: hunter2hunter2://\n@\n",
                "kafka.group: [hunter2hunter2]\n",
                "attribution.look_back: https://me:hunter2hunter2@example.org\n",
                "attribution.look_back: password=hunter2hunter2\n"
            })
    void noMessageQuotesASecretThatStandsInAFile(String text, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.yaml"), text);
        assertThatThrownBy(() -> Settings.ofYaml(file, ALL))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("settings.yaml")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("hunter2"));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on", "off", "n"})
    void aFlagIsTrueOrFalseAndATextStaysAsWritten(String word, @TempDir Path folder) throws IOException {
        Path flag = Files.writeString(folder.resolve("flag.yaml"), "rewards.require_verdict: " + word + "\n");
        assertThatThrownBy(() -> Settings.ofYaml(flag, ALL))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("rewards.require_verdict: '" + word + "' is not allowed");
        Path text = Files.writeString(folder.resolve("text.yaml"), "kafka.group: " + word + "\n");
        assertThat(Settings.ofYaml(text, ALL).get(NAME)).isEqualTo(word);
    }

    @Test
    void laterSettingsWinAndNothingChangesInPlace() {
        Settings first = Settings.defaults().with(ROWS, 1).with(NAME, "a");
        Settings both = first.with(Settings.defaults().with(ROWS, 2));
        assertThat(both.get(ROWS)).isEqualTo(2);
        assertThat(both.get(NAME)).isEqualTo("a");
        assertThat(first.get(ROWS)).isEqualTo(1);
        assertThat(Settings.defaults().has(ROWS)).isFalse();
    }

    @Test
    void survivesSerialisation() throws Exception {
        Settings settings =
                Settings.defaults().with(LOOK_BACK, Duration.ofDays(1)).with(COLOUR, Colour.BLUE);
        assertThat(InstantiationUtil.clone(settings)).isEqualTo(settings);
        assertThat(InstantiationUtil.clone(settings).get(COLOUR)).isEqualTo(Colour.BLUE);
    }

    @Test
    void refusesASettingWhoseOwnDefaultIsNotAllowed() {
        assertThatThrownBy(() -> Setting.integer("a.b", 0, "rows", "Rows.").atLeast(1))
                .hasMessageContaining("its own default 0");
        assertThatThrownBy(() -> Setting.text("NoDots", "", "Text.")).hasMessageContaining("module.name");
        assertThatThrownBy(() -> Setting.text("a.b", "", " ")).hasMessageContaining("no description");
    }

    @Test
    void rendersTheReferencePage() {
        assertThat(SettingsReference.markdown(Map.of("Sink", List.of(ROWS, NAME))))
                .startsWith("# Settings\n")
                .contains("\n## Sink\n")
                .contains("| `sink.rows` | `1000` | rows | a whole number, at least 1 | Rows in a block. |\n")
                .contains("| `kafka.group` | `milepost` | text | a text | The group. |\n");
    }
}
