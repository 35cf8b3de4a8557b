package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.dashboards.Asked.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of every panel on the engine: what it answers fits its panel, has rows, and stops fitting when it is changed. */
final class PanelsIT {

    private static final Map<String, Frame> ANSWERS = new HashMap<>();

    private static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.seeded();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    static Stream<Asked> everything() {
        return Asked.all();
    }

    static Stream<Asked> asAtFirst() {
        return Asked.all(What.AS_AT_FIRST);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    void anAnswerFitsItsPanel(Asked asked) {
        PanelShape.check(asked.panel(), asked.query(), answer(asked));
    }

    /** At least one choice: the first experiment of the seed is one that nothing may be read of. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("asAtFirst")
    void aPanelHasSomethingToShowOfTheSeed(Asked asked) {
        assertThat(Stream.of(What.AS_AT_FIRST, What.THE_LAST_OPTION)
                        .map(what -> answer(new Asked(asked.dashboard(), asked.panel(), asked.query(), what)))
                        .anyMatch(PanelsIT::showsSomething))
                .isTrue();
    }

    private static boolean showsSomething(Frame frame) {
        List<Integer> numbers = frame.positions(ColumnKind.NUMBER);
        return frame.rows().stream().anyMatch(row -> numbers.stream().anyMatch(number -> row.get(number) != null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asAtFirst")
    void everyNumberAndTimeOfATableHasAUnit(Asked asked) {
        if (asked.panel().type() != PanelType.TABLE) {
            return;
        }
        List<String> named = StreamSupport.stream(
                        asked.panel().fieldConfig().path("overrides").spliterator(), false)
                .filter(override -> StreamSupport.stream(
                                override.path("properties").spliterator(), false)
                        .anyMatch(property -> property.path("id").asText().equals("unit")))
                .map(override -> override.path("matcher").path("options").asText())
                .toList();
        assertThat(answer(asked).columns().stream()
                        .filter(column -> column.type() == ColumnKind.NUMBER || column.type() == ColumnKind.TIME)
                        .map(Frame.Column::name))
                .containsExactlyInAnyOrderElementsOf(named);
    }

    /** Each column that the panel draws: of a table those with a unit. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("asAtFirst")
    void anAnswerWithoutOneOfItsColumnsDoesNotFit(Asked asked) {
        Frame frame = full(asked);
        for (int column = 0; column < frame.columns().size(); column++) {
            if (isDrawn(asked.panel(), frame, column)) {
                Frame without = without(frame, column);
                assertThatThrownBy(() -> PanelShape.check(asked.panel(), asked.query(), without))
                        .as("without " + frame.columns().get(column))
                        .isInstanceOf(InvalidDashboardException.class)
                        .hasMessageContaining("Panel " + asked.panel().id());
            }
        }
    }

    private static boolean isDrawn(Panel panel, Frame frame, int column) {
        Frame.Column drawn = frame.columns().get(column);
        return switch (panel.type()) {
            case TABLE -> drawn.type() == ColumnKind.NUMBER || drawn.type() == ColumnKind.TIME;
            case BARCHART, TIMESERIES ->
                drawn.type() != ColumnKind.NUMBER
                        || frame.positions(ColumnKind.NUMBER).size() == 1;
            default -> true;
        };
    }

    private static Frame without(Frame frame, int column) {
        List<Frame.Column> columns = new ArrayList<>(frame.columns());
        columns.remove(column);
        return new Frame(
                columns,
                frame.rows().stream()
                        .map(row -> {
                            List<Object> fewer = new ArrayList<>(row);
                            fewer.remove(column);
                            return fewer;
                        })
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asAtFirst")
    void aSeriesWhoseTimesGoBackDoesNotFit(Asked asked) {
        if (asked.query().format() != Query.Format.TIME_SERIES) {
            return;
        }
        Frame frame = full(asked);
        List<List<Object>> rows = new ArrayList<>(frame.rows());
        Collections.reverse(rows);
        assertThatThrownBy(() -> PanelShape.check(asked.panel(), asked.query(), new Frame(frame.columns(), rows)))
                .hasMessageContaining("go back");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asAtFirst")
    void anAnswerInTheOtherFormatDoesNotFit(Asked asked) {
        Query.Format other =
                asked.query().format() == Query.Format.TABLE ? Query.Format.TIME_SERIES : Query.Format.TABLE;
        Query changed = new Query(asked.query().refId(), asked.query().sql(), other);
        Frame frame = answer(asked);
        assertThatThrownBy(() -> PanelShape.check(asked.panel(), changed, frame))
                .hasMessageContaining("format");
    }

    /** Panels are of the choice that shows most. */
    private static Frame full(Asked asked) {
        return Stream.of(What.AS_AT_FIRST, What.THE_LAST_OPTION)
                .map(what -> answer(new Asked(asked.dashboard(), asked.panel(), asked.query(), what)))
                .filter(frame ->
                        frame.rows().stream().anyMatch(row -> row.stream().anyMatch(Objects::nonNull)))
                .findFirst()
                .orElseThrow();
    }

    /** Values of money are divided: what they are called is not by minor units. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("asAtFirst")
    void noNameIsThatOfMinorUnits(Asked asked) {
        assertThat(answer(asked).rows().stream().flatMap(List::stream).filter(String.class::isInstance))
                .noneMatch(value -> ((String) value).endsWith("_minor"));
    }

    @Test
    void ofTheSeedOnlyTheRuleOfTheBlockedExperimentFires() {
        Map<String, List<String>> firing = new TreeMap<>();
        for (AlertRule rule : AlertRule.all()) {
            List<String> alerts = rule.firing(warehouse, TestWarehouse.CLOCK.instant());
            if (!alerts.isEmpty()) {
                firing.put(rule.uid(), alerts);
            }
        }
        assertThat(firing).isEqualTo(Map.of("milepost-sample-ratio", List.of("double-reward")));
    }

    @Test
    void everyKindOfCaseIsThere() {
        assertThat(Dashboards.all()).hasSize(7);
        assertThat(asAtFirst()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(everything()).hasSize((int) asAtFirst().count() * What.values().length);
        for (Dashboard dashboard : Dashboards.all()) {
            assertThat(dashboard.panels()).as(dashboard.uid()).hasSizeGreaterThanOrEqualTo(8);
        }
    }

    private static Frame answer(Asked asked) {
        return ANSWERS.computeIfAbsent(asked.sql(warehouse), warehouse::ask);
    }
}
