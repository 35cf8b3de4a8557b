package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long GENERATION = 3;
    private static final long FLOOR = GENERATION << 40;

    @Test
    void saysNothingBeforeTheFirstWatermark() {
        Progress progress = fresh();
        progress.addRows(10);

        assertThat(progress.seal()).isEmpty();
    }

    @Test
    void revisionsGrowWithEverySealAndEveryRestore() {
        Progress progress = fresh();
        progress.advance(1_000);
        assertThat(told(progress)).containsEntry("revision", FLOOR + 1);
        progress.seal();
        progress.advance(2_000);
        assertThat(told(progress)).containsEntry("revision", FLOOR + 3);

        Progress restored = new Progress(GENERATION, 0, 1, 3, List.of(progress.state()));
        restored.advance(3_000);
        assertThat(told(restored)).containsEntry("revision", FLOOR + 4);
    }

    @Test
    void aRestoreTakesNothingBack() {
        Progress before = fresh();
        before.advance(5_000);
        before.addRows(7);
        before.seal();

        Progress restored = new Progress(GENERATION, 0, 1, 1, List.of(before.state()));
        restored.advance(4_000);
        assertThat(restored.seal()).isEmpty();
        restored.addRows(1);

        assertThat(told(restored))
                .containsEntry("watermark", Instant.ofEpochMilli(5_000))
                .containsEntry("rows_out", 8L);
    }

    @Test
    void aWriterThatIsNoMoreHoldsNobodyBack() {
        Progress restored = new Progress(
                GENERATION, 0, 1, 9, List.of(new WriterState(0, 5_000, 10), new WriterState(1, 4_000, 20)));

        List<Map<String, Object>> rows =
                restored.seal().stream().map(ProgressTest::decode).toList();

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).containsEntry("subtask", 1).containsEntry("is_deleted", 1);
        assertThat(rows.get(1))
                .containsEntry("subtask", 0)
                .containsEntry("is_deleted", 0)
                .containsEntry("watermark", Instant.ofEpochMilli(4_000))
                .containsEntry("rows_out", 30L)
                .containsEntry("revision", FLOOR + 10);
        assertThat(restored.seal()).isEmpty();
    }

    @Test
    void aWriterThatIsNewStartsSilent() {
        Progress added = new Progress(GENERATION, 1, 2, 9, List.of());

        assertThat(added.seal()).isEmpty();
        added.advance(6_000);
        assertThat(told(added)).containsEntry("subtask", 1).containsEntry("rows_out", 0L);
    }

    private static Progress fresh() {
        return new Progress(GENERATION, 0, 1, 0, List.of());
    }

    private static Map<String, Object> told(Progress progress) {
        List<Row> rows = progress.seal();
        assertThat(rows).hasSize(1);
        return decode(rows.get(0));
    }

    private static Map<String, Object> decode(Row row) {
        return RowDecoder.of("progress").decode(row.bytes());
    }
}
