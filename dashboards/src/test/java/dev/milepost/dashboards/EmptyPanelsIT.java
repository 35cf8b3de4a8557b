package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.dashboards.Asked.What;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first day: a warehouse without a row. Panels are answered, say that there is nothing, and show no number that is none. */
final class EmptyPanelsIT {

    private static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.empty();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    static Stream<Asked> asAtFirst() {
        return Asked.all(What.AS_AT_FIRST);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("asAtFirst")
    void aPanelOfAnEmptyWarehouseShowsZeroOrNothing(Asked asked) {
        Frame frame = warehouse.ask(asked.sql(warehouse));

        PanelShape.check(asked.panel(), asked.query(), frame);
        assertThat(frame.positions(ColumnKind.NUMBER).stream()
                        .flatMap(number -> frame.rows().stream().map(row -> row.get(number)))
                        .filter(Objects::nonNull))
                .allSatisfy(value -> assertThat(((Number) value).doubleValue()).isZero());
        assertThat(frame.rows()).hasSizeLessThanOrEqualTo(4);
    }
}
