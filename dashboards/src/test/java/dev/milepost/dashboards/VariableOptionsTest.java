package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.dashboards.Variable.Kind;
import dev.milepost.dashboards.Variable.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options are asked for in the order in which variables need one another. */
final class VariableOptionsTest {

    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));

    private final List<String> asked = new ArrayList<>();

    private static Variable query(String name, String sql, boolean multi) {
        return new Variable(name, name, Kind.QUERY, sql, List.of(), multi, multi, "", List.of());
    }

    private VariableOptions options(List<Variable> variables, Map<String, List<String>> chosen) {
        return VariableOptions.of(variables, RANGE, chosen, sql -> {
            asked.add(sql);
            return new Frame(
                    List.of(new Frame.Column("value", ColumnKind.TEXT)),
                    List.of(List.of(sql + "1"), List.of(sql + "2")));
        });
    }

    @Test
    void aVariableIsAskedForAfterThoseItNamesWhateverTheOrder() {
        VariableOptions found = options(
                List.of(query("c", "C ${b}", false), query("b", "B $a", true), query("a", "A", true)),
                Map.of("a", List.of("A2")));

        assertThat(asked).containsExactly("A", "B 'A2'", "C 'B 'A2'1','B 'A2'2'".replace("'A2'", "\\'A2\\'"));
        assertThat(found.options().keySet()).containsExactly("c", "b", "a");
        assertThat(found.choices().get("a")).isEqualTo(Choice.of("A2"));
        assertThat(found.choices().get("b").all()).isTrue();
        assertThat(found.choices().get("c").values()).hasSize(1);
    }

    @Test
    void aCircleIsRefused() {
        assertThatThrownBy(() -> options(List.of(query("a", "$b", true), query("b", "$a", true)), Map.of()))
                .hasMessageContaining("circle");
    }

    @Test
    void whatIsNoOptionIsAsAtFirst() {
        List<Variable> one = List.of(query("a", "A", true));
        assertThat(options(one, Map.of("a", List.of("gone"))).choices().get("a").all())
                .isTrue();
        assertThat(options(one, Map.of("a", List.of("gone", "A1"))).choices().get("a"))
                .isEqualTo(Choice.of("A1"));
        assertThat(options(one, Map.of("a", List.of(Variable.ALL))).choices().get("a"))
                .isEqualTo(Choice.all(List.of("A1", "A2")));
        List<Variable> single = List.of(query("a", "A", false));
        assertThat(options(single, Map.of("a", List.of("A2", "A1"))).choices().get("a"))
                .isEqualTo(Choice.of("A2"));
        assertThat(options(single, Map.of()).choices().get("a")).isEqualTo(Choice.of("A1"));
    }

    @Test
    void aSecondColumnHasTheWords() {
        Frame frame = new Frame(
                List.of(new Frame.Column("v", ColumnKind.TEXT), new Frame.Column("t", ColumnKind.TEXT)),
                List.of(List.of("1", "one")));
        List<Variable> variables = List.of(query("a", "A", true));

        assertThat(VariableOptions.of(variables, RANGE, Map.of(), sql -> frame)
                        .options()
                        .get("a"))
                .containsExactly(new Option("1", "one"));
        assertThatThrownBy(() -> VariableOptions.of(variables, RANGE, Map.of(), sql -> new Frame(List.of(), List.of())))
                .hasMessageContaining("'a'");
    }

    /** Of the files: the milestone's options are those of the chosen programs, the segment's of the sources. */
    @Test
    void variablesOfTheFilesNeedOnlyThoseBeforeThem() {
        int needed = 0;
        for (Dashboard dashboard : Dashboards.all()) {
            List<Variable> before = new ArrayList<>();
            for (Variable variable : dashboard.variables()) {
                assertThat(before).containsAll(VariableOptions.neededBy(variable, dashboard.variables()));
                needed += VariableOptions.neededBy(variable, dashboard.variables())
                        .size();
                before.add(variable);
            }
        }
        assertThat(needed).isGreaterThanOrEqualTo(4);
    }
}
