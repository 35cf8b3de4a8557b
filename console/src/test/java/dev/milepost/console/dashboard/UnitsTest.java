package dev.milepost.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.dashboards.ColumnKind;
import dev.milepost.dashboards.Frame;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1234 | percentunit | 1 | 12.3%",
                "1 | percentunit | 0 | 100%",
                "1234567 | rowsps | -1 | 1.23 Mil rows/s",
                "999 | rowsps | 0 | 999 rows/s",
                "-1500 | rowsps | 1 | -1.5 K rows/s",
                "9538 | locale | 0 | 9,538",
                "1234567.5 | locale | 2 | 1,234,567.50",
                "1234567 | locale | -1 | 1,234,567",
                "1200 | locale | -1 | 1,200",
                "12.5 | locale | -1 | 12.5",
                "1234567.89 | locale | -1 | 1,234,567.89",
                "1.234 | locale | -1 | 1.234",
                "0.25 | s | 0 | 250 ms",
                "90 | s | 1 | 1.5 mins",
                "7200 | s | 0 | 2 hours",
                "172800 | s | 0 | 2 days",
                "1 | d | 0 | 1 day",
                "2048 | bytes | 0 | 2 KiB",
                "3.10 | none | -1 | 3.1",
                "100 | none | -1 | 100",
                "1767225600000 | dateTimeAsIso | -1 | 2026-01-01 00:00:00"
            })
    void aValueIsWrittenInItsUnit(double value, String unit, int decimals, String text) {
        assertThat(Units.text(value, unit, decimals)).isEqualTo(text);
    }

    @Test
    void textsAreAsTheyAre() {
        assertThat(Units.text("a", "percentunit", 1)).isEqualTo("a");
    }

    @Test
    void aTextThatASpreadsheetWouldTakeForAFormulaIsOneNoMore() {
        Frame frame = new Frame(
                List.of(
                        new Frame.Column("name", ColumnKind.TEXT),
                        new Frame.Column("n", ColumnKind.NUMBER),
                        new Frame.Column("at", ColumnKind.TIME)),
                List.of(
                        List.of("=1+1", -3L, 0L),
                        List.of("@x,\"y\"", 2.5, 1_000L),
                        Arrays.asList("plain", null, null),
                        Arrays.asList("-2\n3", 1L, null)));

        assertThat(Csv.of(frame))
                .isEqualTo("name,n,at\r\n"
                        + "'=1+1,-3,1970-01-01T00:00:00Z\r\n"
                        + "\"'@x,\"\"y\"\"\",2.5,1970-01-01T00:00:01Z\r\n"
                        + "plain,,\r\n"
                        + "\"'-2\n3\",1,\r\n");
    }
}
