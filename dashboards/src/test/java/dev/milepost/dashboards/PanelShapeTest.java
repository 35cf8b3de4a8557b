package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fits a kind of panel, and what is said of what does not: columns are name:kind, rows are split by /. */
final class PanelShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "STAT | n:NUMBER | 1 | -",
                "STAT | n:NUMBER | null | -",
                "STAT | n:NUMBER | 1/2 | 2 rows",
                "STAT | n:NUMBER,t:TEXT | 1,a | beside its number",
                "STAT | t:TEXT | a | not one column of numbers",
                "TIMESERIES | t:TIME,s:TEXT,n:NUMBER | 1,a,5/1,b,6/2,a,7 | -",
                "TIMESERIES | t:TIME,s:TEXT,n:NUMBER | 2,a,5/1,a,6 | go back",
                "TIMESERIES | t:TIME,s:TEXT,n:NUMBER | 1,a,5/1,a,6 | one time",
                "TIMESERIES | t:TIME,s:TEXT | 1,a | column of numbers",
                "TIMESERIES | s:TEXT,n:NUMBER | a,5 | one column of times",
                "TIMESERIES | t:TIME,u:TIME,s:TEXT,n:NUMBER | 1,1,a,5 | one column of times",
                "TIMESERIES | t:TIME,n:NUMBER | 1,5 | no column 's'",
                "TIMESERIES | t:TIME,s:TEXT,b:BOOL,n:NUMBER | 1,a,true,5 | truth values",
                "TIMESERIES | t:TIME,s:TEXT,n:NUMBER,n:NUMBER | 1,a,5,6 | two columns 'n'",
                "BARGAUGE | s:TEXT,n:NUMBER | a,1/b,2 | -",
                "BARGAUGE | s:TEXT,n:NUMBER | a,1/a,2 | two rows of the name 'a'",
                "BARGAUGE | s:TEXT,n:NUMBER | null,1 | without a name",
                "BARGAUGE | s:TEXT,n:NUMBER,m:NUMBER | a,1,2 | 2 columns of numbers",
                "PIECHART | s:TEXT,n:NUMBER,t:TIME | a,1,2 | neither name nor number",
                "BARCHART | s:TEXT,n:NUMBER,m:NUMBER | a,1,2 | -",
                "BARCHART | n:NUMBER | 1 | not one column of names",
                "TABLE | s:TEXT,n:NUMBER,b:BOOL | a,1,true | -",
                "TABLE | s:TEXT,m:NUMBER | a,1 | no column 'n'",
                "TEXT | n:NUMBER | 1 | shows no answer"
            })
    void aFrameFitsOrItIsSaidWhyNot(PanelType type, String columns, String rows, String wrong) {
        Query.Format format = type == PanelType.TIMESERIES ? Query.Format.TIME_SERIES : Query.Format.TABLE;
        Query query = new Query("A", "", format);
        Panel panel = new Panel(
                7,
                type,
                "Title",
                "",
                new Panel.Place(0, 0, 1, 1),
                Duration.ZERO,
                List.of(query),
                config(type),
                MissingNode.getInstance());
        Frame frame = frame(columns, rows);

        if (wrong == null) {
            assertThatCode(() -> PanelShape.check(panel, query, frame)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> PanelShape.check(panel, query, frame))
                    .isInstanceOf(InvalidDashboardException.class)
                    .hasMessageStartingWith("Panel 7 'Title', query A: ")
                    .hasMessageContaining(wrong);
        }
    }

    private static JsonNode config(PanelType type) {
        String json = type == PanelType.TIMESERIES
                ? "{\"defaults\": {\"displayName\": \"${__field.labels.s}\"}}"
                : type == PanelType.TABLE
                        ? "{\"overrides\": [{\"matcher\": {\"id\": \"byName\", \"options\": \"n\"}, \"properties\": [{\"id\": \"unit\", \"value\": \"s\"}]}]}"
                        : "{}";
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Frame frame(String columns, String rows) {
        List<Frame.Column> read = new ArrayList<>();
        for (String column : columns.split(",", -1)) {
            String[] parts = column.split(":", -1);
            read.add(new Frame.Column(parts[0], ColumnKind.valueOf(parts[1])));
        }
        List<List<Object>> values = new ArrayList<>();
        for (String row : rows.split("/", -1)) {
            List<Object> cells = new ArrayList<>();
            String[] words = row.split(",", -1);
            for (int i = 0; i < words.length; i++) {
                ColumnKind kind = read.get(i).type();
                boolean number = kind == ColumnKind.NUMBER || kind == ColumnKind.TIME;
                cells.add(words[i].equals("null") ? null : number ? (Object) Long.valueOf(words[i]) : words[i]);
            }
            values.add(cells);
        }
        return new Frame(read, values);
    }
}
