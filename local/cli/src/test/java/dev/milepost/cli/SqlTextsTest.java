package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTextsTest {

    /** ClickHouse's max_query_size. */
    private static final int MOST_BYTES = 262_144;

    @Test
    void aTextMayHoldAnything() {
        assertThat(SqlTexts.tuple("it's", "a\\b")).isEqualTo("('it\\'s', 'a\\\\b')");
    }

    @Test
    void manyItemsAreListsThatFitIntoAStatement() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            items.add(SqlTexts.quoted("é-" + i));
        }
        List<String> lists = SqlTexts.lists(items);
        assertThat(lists)
                .hasSizeBetween(2, 10)
                .allSatisfy(list ->
                        assertThat(list.getBytes(StandardCharsets.UTF_8).length).isLessThan(MOST_BYTES - 10_000));
        assertThat(String.join(", ", lists)).isEqualTo(String.join(", ", items));
        assertThat(SqlTexts.lists(List.of())).isEmpty();
    }
}
