package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.AttributionRules;
import dev.milepost.attribution.model.UserFact;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The attribution of users in Flink's harness, and what a ReplacingMergeTree shows of its rows. */
final class UserRun implements AutoCloseable {

    private static final FoldSettings FOLDS = new FoldSettings(
            Duration.ofHours(24).toMillis(),
            Duration.ofMinutes(1).toMillis(),
            Duration.ofMinutes(10).toMillis(),
            Long.MAX_VALUE,
            1);

    private final KeyedOneInputStreamOperatorTestHarness<String, Change<UserFact>, Row> harness;
    private final UserRows rows = new UserRows();

    UserRun(AttributionRules rules) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AttributionFolds(rules, FOLDS).attribution()),
                change -> change.element().userId(),
                Types.STRING);
        harness.open();
    }

    void feed(Change<UserFact> change) throws Exception {
        harness.processElement(change, change.element().timeMillis());
        collect();
    }

    void watermark(long timeMillis) throws Exception {
        harness.processWatermark(timeMillis);
        collect();
    }

    private void collect() {
        rows.collect(harness.getSideOutput(Rows.SIDE));
    }

    Map<String, Map<String, Object>> shown() {
        return rows.shown();
    }

    List<Map<String, Object>> shown(String table) {
        return rows.shown(table);
    }

    int entriesOfState() {
        return harness.numKeyedStateEntries();
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("The harness cannot be closed", e);
        }
    }
}
