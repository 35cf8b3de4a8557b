package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of ClickHouse as frames, and frames as lines. */
final class FrameTest {

    private static Frame frame(String json) {
        return Frame.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void valuesAreReadByTheTypesOfTheirColumns() {
        Frame frame = frame("""
                {"meta": [{"name": "d", "type": "Date32"}, {"name": "t", "type": "DateTime64(3, 'UTC')"},
                          {"name": "s", "type": "LowCardinality(Nullable(String))"}, {"name": "i", "type": "UInt64"},
                          {"name": "f", "type": "Nullable(Float64)"}, {"name": "m", "type": "Decimal(38, 2)"}, {"name": "b", "type": "Bool"}],
                 "data": [["2026-01-02", "1767225600.123", "x", "18", 0.5, "1.25", true],
                          ["1970-01-01", "0.000", null, "0", "nan", 3, false]]}""");

        assertThat(frame.columns().stream().map(Frame.Column::type))
                .containsExactly(
                        ColumnKind.TIME,
                        ColumnKind.TIME,
                        ColumnKind.TEXT,
                        ColumnKind.NUMBER,
                        ColumnKind.NUMBER,
                        ColumnKind.NUMBER,
                        ColumnKind.BOOL);
        assertThat(frame.rows().get(0))
                .containsExactly(1_767_312_000_000L, 1_767_225_600_123L, "x", 18L, 0.5, 1.25, true);
        assertThat(frame.rows().get(1)).isEqualTo(Arrays.asList(0L, 0L, null, 0L, null, 3L, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Array(String)", "Int128", "Map(String, String)", "Tuple(String)"})
    void aTypeThatNoPanelTakesIsRefusedByItsColumn(String type) {
        assertThatThrownBy(() -> frame("{\"meta\": [{\"name\": \"odd\", \"type\": \"" + type + "\"}], \"data\": []}"))
                .isInstanceOf(InvalidDashboardException.class)
                .hasMessageContaining("'odd'")
                .hasMessageContaining(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "Code: 62. DB::Exception", "[]"})
    void whatIsNoAnswerIsRefused(String answer) {
        assertThatThrownBy(() -> frame(answer)).isInstanceOf(InvalidDashboardException.class);
    }

    @Test
    void aLineIsOfOneNumberAndOneCombinationOfTexts() {
        List<TimeSeries> lines = TimeSeries.of(frame("""
                {"meta": [{"name": "t", "type": "DateTime"}, {"name": "s", "type": "String"}, {"name": "n", "type": "UInt8"}, {"name": "m", "type": "Nullable(UInt8)"}],
                 "data": [[1, "a", 1, 10], [1, "b", 2, null], [2, "a", 3, 30]]}"""));

        assertThat(lines.stream().map(line -> line.field() + line.labels()))
                .containsExactly("n{s=a}", "m{s=a}", "n{s=b}", "m{s=b}");
        assertThat(lines.get(0).times()).containsExactly(1_000L, 2_000L);
        assertThat(lines.get(1).values()).containsExactly(10.0, 30.0);
        assertThat(lines.get(3).values()).containsExactly((Double) null);
    }
}
