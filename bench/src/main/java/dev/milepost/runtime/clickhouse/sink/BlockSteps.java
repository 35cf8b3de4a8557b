package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.bench.jmh.Clicks;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.row.EventRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a row costs between two checkpoints, on its way into a block: kept by its key, then sealed, hashed and encoded with the
 * others. In this package, because the sink shows its blocks to nobody.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BlockSteps {

    static final int ROWS = 4096;

    static final long SEED = 1;
    private static final long GENERATION = 1;

    private final RowEncoder encoder = RowEncoder.of(EventRow.getClassSchema());
    private final SinkSettings settings = SinkSettings.of("unused", GENERATION);
    private final RowBuffer buffer = new RowBuffer();
    private final List<Row> rows = new ArrayList<>(ROWS);

    @Setup
    public void setUp() {
        long revision = 0;
        for (Click click : Clicks.draw(SEED, ROWS)) {
            rows.add(encoder.encode(Clicks.row(click), ++revision, false));
        }
    }

    /** All rows, each counted: gives the encoded blocks. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public List<Block> block() throws IOException {
        rows.forEach(buffer::put);
        List<Block> blocks = new ArrayList<>();
        buffer.drain(
                table -> encoder.header(),
                settings.blockBytes(),
                settings.blockRows(),
                (table, content) -> blocks.add(
                        Block.inline(table, content.rows(), content.token(GENERATION, table), content.encode())));
        return blocks;
    }
}
