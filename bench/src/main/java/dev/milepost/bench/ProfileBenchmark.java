package dev.milepost.bench;

import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Variant;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the CPU time of the whole pipeline goes: state on the heap, a run to warm up, then one that is sampled. */
final class ProfileBenchmark implements Benchmark {

    private static final int SHOWN = 25;

    /** What a frame that holds such a name belongs to; of several, the innermost decides. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("flink/runtime/minicluster/MiniCluster", "start of the cluster");
        PARTS.put("connector/kafka/source/reader", "Kafka source");
        PARTS.put("runtime/ingest/Intake", "ingest: checks, content hash");
        PARTS.put("dev/milepost/schemas/Wire.decode", "Avro decode");
        PARTS.put("operator/EventRouter", "routing: channels, programs");
        PARTS.put("fold/FoldFunction.processElement", "folds");
        PARTS.put("fold/FoldFunction.onTimer", "folds: timers");
        PARTS.put("attribution/model/AttributionModel.fact", "folds: conversions and credits");
        PARTS.put("operator/Rows.", "row encoding");
        PARTS.put("RecordWriterOutput.collect", "between tasks: write");
        PARTS.put("AbstractStreamTaskNetworkInput.emitNext", "between tasks: read");
        PARTS.put("sink/BlockWriter", "warehouse writer");
        PARTS.put("sink/BlockCommitter", "warehouse committer");
        PARTS.put("state/heap/CopyOnWriteStateMap.", "heap state: get and put");
        PARTS.put("SubtaskCheckpointCoordinatorImpl", "checkpoints");
        PARTS.put("AsyncCheckpointRunnable", "checkpoints: state written");
    }

    @Override
    public void run(Bench bench, Report report) throws Exception {
        long records = bench.records();
        Path file = bench.folder().resolve("profile.collapsed");
        try (ClickHouseClient client = bench.servers().client();
                Worker worker = Worker.start(bench, bench.setup(Variant.PIPELINE_HEAP))) {
            Warehouse warehouse = new Warehouse(client);
            for (int i = 0; i < CostBenchmark.WARM_UPS; i++) {
                worker.run(Order.of(records, Bench.CHECKPOINT_RECORDS, warehouse.next()));
            }
            worker.run(Order.of(records, Bench.CHECKPOINT_RECORDS, warehouse.next())
                    .profiledTo(file.toString()));
        }
        Stacks stacks = Stacks.read(file);
        String note = String.format(
                "Shares of the CPU time of the job's process without its compilers', %,d samples over %,d events.",
                stacks.samples(), records);
        tell(report.table("profile: parts", note, "part", "share"), stacks.byPart(PARTS), SHOWN);
        tell(
                report.table("profile: by our method, its libraries included", note, "method", "share"),
                stacks.byOurMethod(),
                SHOWN);
        tell(report.table("profile: by method that ran", note, "method", "share"), stacks.byInnermost(), SHOWN);
    }

    /** Tells the greatest of them, so many. */
    static void tell(Report.Table table, List<Stacks.Share> shares, int shown) {
        shares.stream()
                .limit(shown)
                .forEach(share -> table.row(share.place(), String.format("%.1f %%", 100 * share.share())));
    }
}
