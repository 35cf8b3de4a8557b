package dev.milepost.experiments.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.experiments.model.Outcome;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.experiments.model.Tally;
import dev.milepost.experiments.model.Unit;
import dev.milepost.experiments.model.UnitChange;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.fold.FoldSettings;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What experiments tell with each checkpoint. */
class ExperimentOperatorTest {

    private static final FoldSettings SETTINGS = new FoldSettings(86_400_000, 60_000, 60_000, Long.MAX_VALUE, 1);

    private KeyedOneInputStreamOperatorTestHarness<String, UnitChange, Row> harness;
    private int read;

    @BeforeEach
    void open() throws Exception {
        harness = harness(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, UnitChange, Row> harness(OperatorSubtaskState state)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, UnitChange, Row> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new ExperimentOperator(new ReadingTerms(0.05, 5_000, 2), SETTINGS),
                        UnitChange::experimentId,
                        TextTypeInfo.TEXT);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static Unit unit(String arm, long signups, boolean matured) {
        return new Unit(
                arm,
                "",
                Map.of("now", 500_000L, "holdout", 500_000L),
                signups,
                matured
                        ? new Outcome(new Tally(BigInteger.ZERO, 0, 0, signups, 0, BigInteger.ZERO), BigInteger.ZERO)
                        : null);
    }

    private void change(Unit before, Unit after) throws Exception {
        harness.processElement(new UnitChange("x", before, after), 0);
    }

    /** Tables of the rows that a checkpoint tells. */
    private List<Row> told(long checkpoint) throws Exception {
        harness.getOperator().prepareSnapshotPreBarrier(checkpoint);
        List<Row> all = harness.extractOutputValues();
        List<Row> rows = List.copyOf(all.subList(read, all.size()));
        read = all.size();
        return rows;
    }

    private static long revision(Row row) {
        return (Long) RowDecoder.of(row.table()).decode(row.bytes()).get("revision");
    }

    private static long count(List<Row> rows, String table) {
        return rows.stream().filter(row -> row.table().equals(table)).count();
    }

    /** Of a program without a currency: four metrics, of two arms. */
    @Test
    void eachCheckpointTellsTheRowsThatDifferOnceAndWhole() throws Exception {
        change(null, unit("now", 0, false));
        change(null, unit("holdout", 0, false));
        List<Row> first = told(1);
        assertThat(count(first, "experiment_arms")).isEqualTo(8);
        assertThat(count(first, "experiment_results")).isEqualTo(4);
        assertThat(told(2)).as("nothing has changed").isEmpty();

        change(unit("now", 0, false), unit("now", 1, false));
        change(unit("now", 1, false), unit("now", 0, false));
        assertThat(told(3)).as("nothing differs").isEmpty();

        change(unit("now", 0, false), unit("now", 2, true));
        List<Row> matured = told(4);
        assertThat(count(matured, "experiment_arms")).as("one arm").isEqualTo(4);
        assertThat(count(matured, "experiment_results")).isEqualTo(4);
        assertThat(matured).allMatch(row -> revision(row) > revision(first.get(0)));
    }

    @Test
    void whatIsRestoredGoesOn() throws Exception {
        change(null, unit("now", 0, false));
        List<Row> first = told(1);
        OperatorSubtaskState state = harness.snapshot(1, 0);
        harness.close();
        harness = harness(state);
        read = 0;
        change(unit("now", 0, false), unit("now", 0, true));
        List<Row> second = told(2);
        assertThat(count(second, "experiment_arms")).isEqualTo(4);
        assertThat(revision(second.get(0))).isGreaterThan(revision(first.get(0)));
    }
}
