package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TablesOnlyTest {

    @Test
    void rowsOfOtherTablesDoNotPass() {
        TablesOnly only = new TablesOnly(Set.of("asks", "ledger"));

        List<String> passed = Stream.of("events", "asks", "asks", "credits", "ledger")
                .map(table -> new Row(table, new byte[] {1}, new byte[] {2}))
                .filter(only::filter)
                .map(Row::table)
                .toList();

        assertThat(passed).containsExactly("asks", "asks", "ledger");
    }
}
