package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.dashboards.Variable.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the data source makes of macros and variables: golden texts, after its own tests and documentation. */
final class MacrosTest {

    private static final TimeRange RANGE =
            new TimeRange(Instant.ofEpochMilli(1_767_225_600_123L), Instant.ofEpochMilli(1_767_312_000_456L));

    private static final List<Variable> VARIABLES =
            List.of(variable("program", true, ""), variable("one", false, ""), variable("custom", true, ".*"));

    private static Variable variable(String name, boolean multi, String allValue) {
        return new Variable(name, name, Kind.QUERY, "", List.of(), multi, multi, allValue, List.of());
    }

    private static Selection selection(Choice program) {
        return new Selection(
                RANGE,
                Map.of("program", program, "one", Choice.of("x"), "custom", Choice.all(List.of("a"))),
                Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$__timeFilter(t) | t >= toDateTime(1767225600) AND t <= toDateTime(1767312000)",
                "$__timeFilter_ms(t) | t >= fromUnixTimestamp64Milli(1767225600123) AND t <= fromUnixTimestamp64Milli(1767312000456)",
                "$__dateFilter(d) | d >= toDate('2026-01-01') AND d <= toDate('2026-01-02')",
                "$__dateTimeFilter(d, t) | (d >= toDate('2026-01-01') AND d <= toDate('2026-01-02')) AND ( t >= toDateTime(1767225600) AND  t <= toDateTime(1767312000))",
                "$__fromTime | toDateTime(1767225600)",
                "$__toTime | toDateTime(1767312000)",
                "$__fromTime_ms | fromUnixTimestamp64Milli(1767225600123)",
                "$__toTime_ms | fromUnixTimestamp64Milli(1767312000456)",
                "$__timeInterval(t) | toStartOfInterval(toDateTime(t), INTERVAL 300 second)",
                "$__timeInterval_ms(t) | toStartOfInterval(toDateTime64(t, 3), INTERVAL 300000 millisecond)",
                "$__interval_s | 300",
                "$__timeFilter(if(a, b, c)) | if(a, b, c) >= toDateTime(1767225600) AND if(a, b, c) <= toDateTime(1767312000)",
                "${__from} | 1767225600123",
                "${__to:date:seconds} | 1767312000",
                "SELECT 1 | SELECT 1"
            })
    void aMacroBecomesWhatTheDataSourceMakesOfIt(String macro, String sql) {
        assertThat(sql(macro, Choice.all(List.of()))).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$__nothing(t)", "$__timeFilter()", "$__timeFilter(a, b)", "$__timeInterval", "$__timeFilter(a"})
    void aMacroThatIsNotKnownOrLacksArgumentsIsRefused(String macro) {
        assertThatThrownBy(() -> sql(macro, Choice.all(List.of()))).isInstanceOf(InvalidDashboardException.class);
    }

    @Test
    void conditionsForAllOrNothingAreTrue() {
        String macro = "WHERE $__conditionalAll(p IN (${program:singlequote}), $program) AND y";

        assertThat(sql(macro, Choice.all(List.of("a", "b")))).isEqualTo("WHERE 1=1 AND y");
        assertThat(sql(macro, Choice.of(List.of()))).isEqualTo("WHERE 1=1 AND y");
        assertThat(sql(macro, Choice.of("a"))).isEqualTo("WHERE p IN ('a') AND y");
        assertThat(sql(macro, Choice.of(List.of("a", "b")))).isEqualTo("WHERE p IN ('a','b') AND y");
    }

    @Test
    void conditionsMayStandInOneAnother() {
        String macro = "$__conditionalAll(a = 1 AND $__conditionalAll(b IN (${program}), $program), $one)";

        assertThat(sql(macro, Choice.of(List.of("a", "b")))).isEqualTo("a = 1 AND b IN ('a','b')");
        assertThat(sql(macro, Choice.all(List.of()))).isEqualTo("a = 1 AND 1=1");
        assertThatThrownBy(() -> sql("$__conditionalAll(a, $nobody)", Choice.of("a")))
                .hasMessageContaining("no variable");
        assertThatThrownBy(() -> sql("$__conditionalAll(a)", Choice.of("a"))).hasMessageContaining("arguments");
    }

    @Test
    void valuesAreQuotedWhereTheyCouldEndAString() {
        Choice choice = Choice.of(List.of("o'neil", "back\\slash"));

        assertThat(sql("${program:singlequote}", choice)).isEqualTo("'o\\'neil','back\\\\slash'");
        assertThat(sql("${program:sqlstring}", choice)).isEqualTo("'o''neil','back\\\\slash'");
        assertThat(sql("$program", Choice.of("a"))).isEqualTo("'a'");
        assertThat(sql("$one ${one:singlequote} ${one}", choice)).isEqualTo("x 'x' x");
        assertThat(sql("${program:csv}", choice)).isEqualTo("o'neil,back\\slash");
        assertThat(sql("$custom", choice)).isEqualTo(".*");
        assertThatThrownBy(() -> sql("${program:html}", choice)).hasMessageContaining("html");
    }

    /** Grafana's value of a variable that takes one, and has no options, is an empty text. */
    @Test
    void nothingChosenIsAnEmptyTextOrNothing() {
        Selection nothing = new Selection(
                RANGE, Map.of("program", Choice.of(List.of()), "one", Choice.of(List.of())), Duration.ofMinutes(5));

        assertThat(PanelSql.of("c = ${one:singlequote} AND p IN (${program:singlequote})", VARIABLES, nothing))
                .isEqualTo("c = '' AND p IN ()");
    }

    @Test
    void aValueThatLooksLikeAMacroOfAnotherIsNoVariable() {
        assertThat(sql("${one:singlequote} $unknown", Choice.of("a"))).isEqualTo("'x' $unknown");
    }

    private static String sql(String sql, Choice program) {
        return PanelSql.of(sql, VARIABLES, selection(program));
    }
}
