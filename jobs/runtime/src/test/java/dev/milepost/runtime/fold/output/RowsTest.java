package dev.milepost.runtime.fold.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.Emission;
import dev.milepost.schemas.row.TouchRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class RowsTest {

    private final Rows rows = new Rows();
    private final Told told = new Told();

    @Test
    void aRowThatIsNewOrDiffersIsPutAndOneThatIsTheSameIsNotToldAgain() {
        rows.replace(
                List.of(touch("same", "u"), touch("moved", "u")),
                List.of(touch("same", "u"), touch("moved", "v"), touch("new", "w")),
                told);
        assertThat(told.rows()).containsExactly("1 put moved v", "2 put new w");
    }

    @Test
    void aRowThatIsLeftOverBecomesATombstone() {
        rows.replace(
                List.of(touch("gone", "u"), touch("stays", "u"), touch("gone too", "v")),
                List.of(touch("stays", "u")),
                told);
        assertThat(told.rows()).containsExactly("1 delete gone u", "2 delete gone too v");
    }

    @Test
    void aSetThatEndsLeavesTombstonesOnlyAndOneThatBeginsNone() {
        rows.replace(List.of(), List.of(touch("a", "u")), told);
        rows.replace(List.of(touch("a", "u")), List.of(), told);
        assertThat(told.rows()).containsExactly("1 put a u", "2 delete a u");
    }

    @Test
    void aRowWhoseKeyChangesIsAnotherRowAndTheFormerOneIsDeleted() {
        rows.replace(List.of(touch("before", "u")), List.of(touch("after", "u")), told);
        assertThat(told.rows()).containsExactly("1 put after u", "2 delete before u");
    }

    private static TouchRow touch(String touchId, String userId) {
        return new TouchRow("a", touchId, userId, Instant.EPOCH, "email", "", "");
    }

    /** Keeps what is told: revision, whether it is a tombstone, and which touch. */
    private static final class Told implements Emission<Row> {

        private final List<Row> collected = new ArrayList<>();
        private long revision;

        List<String> rows() {
            List<String> texts = new ArrayList<>();
            for (Row row : collected) {
                Map<String, Object> values = RowDecoder.of(row.table()).decode(row.bytes());
                texts.add(values.get("revision") + ((Integer) values.get("is_deleted") == 1 ? " delete " : " put ")
                        + values.get("touch_id") + " " + values.get("user_id"));
            }
            return texts;
        }

        @Override
        public String key() {
            return "a";
        }

        @Override
        public void collect(Row value) {
            collected.add(value);
        }

        @Override
        public <X> void collect(OutputTag<X> side, X value) {
            assertThat(side).isEqualTo(Rows.SIDE);
            collected.add((Row) value);
        }

        @Override
        public long nextRevision() {
            return ++revision;
        }
    }
}
