package dev.milepost.experiments.operator;

import dev.milepost.experiments.model.ExperimentSums;
import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.experiments.model.SumsCodec;
import dev.milepost.experiments.model.UnitChange;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.fold.BeforeBarrier;
import dev.milepost.runtime.fold.FoldSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds units to experiments, and takes them out; tells the rows of each experiment that differ once for each checkpoint.
 *
 * <p>State: {@code experiment}, one value for each experiment that ever had a unit, of about 120 bytes for each arm and metric.
 */
public final class ExperimentOperator extends BeforeBarrier<UnitChange, Row> {

    private static final long serialVersionUID = 1L;

    private static final ValueStateDescriptor<ExperimentSums> EXPERIMENT =
            new ValueStateDescriptor<>("experiment", CodecTypeInfo.of(ExperimentSums.class, new SumsCodec()));

    private final ReadingTerms terms;
    private final FoldSettings settings;

    private transient ValueState<ExperimentSums> experiments;

    /** As the experiments were told last that have changed since. */
    private transient Map<String, ExperimentSums> changed;

    private transient Map<Class<?>, RowEncoder> encoders;
    private transient ExperimentRows rows;

    public ExperimentOperator(ReadingTerms terms, FoldSettings settings) {
        this.terms = terms;
        this.settings = settings;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        experiments = context.getKeyedStateStore().getState(EXPERIMENT);
    }

    @Override
    public void open() throws Exception {
        super.open();
        changed = new LinkedHashMap<>();
        encoders = new HashMap<>();
        rows = new ExperimentRows(terms);
    }

    @Override
    public void processElement(StreamRecord<UnitChange> element) throws Exception {
        UnitChange change = element.getValue();
        ExperimentSums stored = experiments.value();
        ExperimentSums before = stored == null ? ExperimentSums.none(change.experimentId()) : stored;
        changed.putIfAbsent(change.experimentId(), before);
        experiments.update(before.with(change));
    }

    @Override
    protected void handOn() throws Exception {
        for (Map.Entry<String, ExperimentSums> each : changed.entrySet()) {
            setCurrentKey(each.getKey());
            ExperimentSums sums = experiments.value().toldOnceMore();
            experiments.update(sums);
            Set<SpecificRecord> told = new HashSet<>(rows.of(each.getValue()));
            for (SpecificRecord row : rows.of(sums)) {
                if (!told.contains(row)) {
                    output.collect(new StreamRecord<>(encoder(row).encode(row, settings.revision(sums.told()), false)));
                }
            }
        }
        changed.clear();
    }

    private RowEncoder encoder(SpecificRecord row) {
        return encoders.computeIfAbsent(row.getClass(), type -> RowEncoder.of(row.getSchema()));
    }
}
