package dev.milepost.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.dashboards.ColumnKind;
import dev.milepost.dashboards.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static final String FORMULA = "(?s)[=+\\-@\t\r\n＝＋－＠].*";
    private static final String NUMBER = "-?\\d+(\\.\\d+)?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x;=cmd|' /C calc'!A0;",
                "x\t=cmd|' /C calc'!A0\t",
                "x;\"=1+1",
                "x; =1+1",
                "=1+1;=1+1",
                ";@a;+b;-c",
                "x\n=1+1",
                "x\r\n@a",
                "\t=1+1",
                "x;＝1+1",
                "-1;-1+cmd"
            })
    void noCellIsAFormulaHoweverASpreadsheetSplitsTheLines(String text) {
        for (String csv : List.of(of(List.of("n", text)), of(List.of(text, "n")), named(text))) {
            for (char separator : List.of(',', ';', '\t')) {
                assertThat(cells(csv, separator))
                        .as(csv + " by " + separator)
                        .noneMatch(cell -> cell.strip().matches(FORMULA) && !cell.matches(NUMBER));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    a-b@c.org | a-b@c.org
                    -12.50    | -12.50
                    7         | 7
                    a;-3;b    | "a;'-3;b"
                    a;b       | "a;b"
                    -1+1      | '-1+1
                    +49123    | '+49123
                    """, delimiter = '|', quoteCharacter = '\0')
    void nothingElseIsChanged(String text, String field) {
        assertThat(of(List.of(text))).isEqualTo("a\r\n" + field + "\r\n");
    }

    @Test
    void negativeNumbersAreNumbers() {
        Frame frame =
                new Frame(List.of(new Frame.Column("n", ColumnKind.NUMBER)), List.of(List.of(-3L), List.of(-2.5)));

        assertThat(Csv.of(frame)).isEqualTo("n\r\n-3\r\n-2.5\r\n");
    }

    private static String of(List<Object> row) {
        List<Frame.Column> columns = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            columns.add(new Frame.Column(Character.toString('a' + i), ColumnKind.TEXT));
        }
        return Csv.of(new Frame(columns, List.of(row)));
    }

    private static String named(String column) {
        return Csv.of(new Frame(
                List.of(new Frame.Column("n", ColumnKind.TEXT), new Frame.Column(column, ColumnKind.TEXT)), List.of()));
    }

    /** As a spreadsheet reads them: quotes mean something only where a cell begins with one. */
    private static List<String> cells(String csv, char separator) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean begins = true;
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"' && begins) {
                quoted = true;
                begins = false;
            } else if (c == '"' && quoted && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && quoted) {
                quoted = false;
            } else if (!quoted && (c == separator || c == '\n' || c == '\r')) {
                cells.add(cell.toString());
                cell.setLength(0);
                begins = true;
            } else {
                cell.append(c);
                begins = false;
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
