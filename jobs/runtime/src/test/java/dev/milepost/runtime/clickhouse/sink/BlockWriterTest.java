package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.launch.FlinkPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockWriterTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheLastRowOfEachTableAndKey() throws Exception {
        BlockWriter writer = writer(settings());
        writer.write(TestSink.row("touches", 1, 10), null);
        writer.write(TestSink.row("touches", 2, 20), null);
        writer.write(TestSink.row("credits", 1, 100), null);
        writer.write(TestSink.row("touches", 1, 11), null);
        writer.write(TestSink.row("touches", 1, 12), null);

        List<Block> blocks = List.copyOf(writer.prepareCommit());

        assertThat(blocks).extracting(Block::table).containsExactly("touches", "credits");
        assertThat(rows(blocks.get(0))).containsExactly("1=12", "2=20");
        assertThat(rows(blocks.get(1))).containsExactly("1=100");
        assertThat(blocks.get(0).rows()).isEqualTo(2);
        assertThat(content(blocks.get(0)).header()).isEqualTo(TestSink.header("touches"));
    }

    @Test
    void handsEachRowOverOnce() throws Exception {
        BlockWriter writer = writer(settings());
        writer.write(TestSink.row("touches", 1, 10), null);

        assertThat(writer.prepareCommit()).hasSize(1);
        assertThat(writer.prepareCommit()).isEmpty();
        writer.write(TestSink.row("touches", 1, 11), null);
        assertThat(rows(writer.prepareCommit().iterator().next())).containsExactly("1=11");
    }

    @Test
    void splitsBlocksAtTheirSizeInBytesAndRows() throws Exception {
        BlockWriter byBytes = writer(settings().withSizes(1 << 20, 3 * TestSink.ROW + 1, 1_000, 1 << 20));
        BlockWriter byRows = writer(settings().withSizes(1 << 20, 1 << 20, 4, 1 << 20));
        for (int i = 0; i < 10; i++) {
            byBytes.write(TestSink.row("touches", i, i), null);
            byRows.write(TestSink.row("touches", i, i), null);
        }

        assertThat(byBytes.prepareCommit()).extracting(Block::rows).containsExactly(3, 3, 3, 1);
        List<Block> blocks = List.copyOf(byRows.prepareCommit());
        assertThat(blocks).extracting(Block::rows).containsExactly(4, 4, 2);
        assertThat(rows(blocks.get(2))).containsExactly("8=8", "9=9");
    }

    @Test
    void aRowLargerThanABlockIsABlockOfItsOwn() throws Exception {
        BlockWriter writer = writer(settings().withSizes(1 << 20, TestSink.ROW - 1, 1_000, 1 << 20));
        writer.write(TestSink.row("touches", 1, 1), null);
        writer.write(TestSink.row("touches", 2, 2), null);

        assertThat(writer.prepareCommit()).extracting(Block::rows).containsExactly(1, 1);
    }

    @Test
    void aLargeBlockGoesToTheSpoolAndASmallOneIntoTheCheckpoint() throws Exception {
        BlockWriter writer = writer(settings().withSizes(200, 1 << 20, 1_000, 1 << 20));
        for (int i = 0; i < 100; i++) {
            writer.write(TestSink.row("touches", i, i), null);
        }
        writer.write(TestSink.row("credits", 1, 1), null);

        List<Block> blocks = List.copyOf(writer.prepareCommit());

        assertThat(blocks.get(0).spooled()).isNotNull();
        assertThat(blocks.get(0).inline()).isNull();
        assertThat(rows(blocks.get(0))).hasSize(100).startsWith("0=0").endsWith("99=99");
        assertThat(blocks.get(1).spooled()).isNull();
    }

    @Test
    void memoryIsBoundedBySpoolingEarlyAndNothingLeavesBeforeTheCheckpoint() throws Exception {
        int limit = 50 * (KeyedRows.OVERHEAD + 4 + TestSink.ROW);
        BlockWriter writer = writer(settings().withSizes(1 << 20, 1 << 20, 1_000, limit));
        for (int i = 0; i < 500; i++) {
            writer.write(TestSink.row("touches", i % 200, i), null);
        }
        assertThat(spooled()).isGreaterThan(5);

        List<Block> blocks = List.copyOf(writer.prepareCommit());

        // In order, so that the greater revision of a key comes later; together they hold the last row of each key.
        assertThat(blocks)
                .hasSizeGreaterThan(5)
                .filteredOn(block -> block.spooled() != null)
                .hasSizeGreaterThan(5);
        List<String> all = new ArrayList<>();
        for (Block block : blocks) {
            all.addAll(rows(block));
        }
        assertThat(all).hasSize(500).startsWith("0=0").endsWith("99=499");
    }

    @Test
    void whatNoCheckpointNamesIsRemovedWhenTheWriterEnds() throws Exception {
        BlockWriter writer = writer(settings().withSizes(0, 1 << 20, 1_000, 1));
        writer.write(TestSink.row("touches", 1, 1), null);
        Collection<Block> named = writer.prepareCommit();
        writer.write(TestSink.row("touches", 2, 2), null);
        assertThat(spooled()).isEqualTo(2);

        writer.close();

        assertThat(spooled()).isEqualTo(1);
        assertThat(rows(named.iterator().next())).containsExactly("1=1");
    }

    @Test
    void theSameRowsMakeTheSameBlocksAndTokens() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            BlockWriter writer = writer(settings());
            for (int i = 0; i < 50; i++) {
                writer.write(TestSink.row("touches", i % 7, i), null);
            }
            tokens.add(writer.prepareCommit().iterator().next().token());
        }

        assertThat(tokens.get(0)).startsWith("5-touches-").isEqualTo(tokens.get(1));
    }

    @Test
    void progressIsTheLastBlockAndComesOnlyWithNews() throws Exception {
        BlockWriter writer = writer(settings());
        writer.write(TestSink.row("touches", 1, 1), null);
        writer.writeWatermark(new Watermark(1_000));

        List<Block> blocks = List.copyOf(writer.prepareCommit());

        assertThat(blocks).extracting(Block::table).containsExactly("touches", "progress");
        assertThat(progress(blocks.get(1)))
                .containsEntry("stage", "warehouse")
                .containsEntry("subtask", 0)
                .containsEntry("watermark", Instant.ofEpochMilli(1_000))
                .containsEntry("rows_out", 1L)
                .containsEntry("is_deleted", 0);
        assertThat(writer.prepareCommit()).isEmpty();
        writer.writeWatermark(new Watermark(Long.MAX_VALUE));
        assertThat(writer.prepareCommit()).isEmpty();
        writer.writeWatermark(new Watermark(2_000));
        assertThat(writer.prepareCommit()).extracting(Block::table).containsExactly("progress");
    }

    @Test
    void theWatermarkThatEndsABoundedRunTellsItsHorizon() throws Exception {
        BlockWriter writer = writer(settings().withHorizon(1_500));
        writer.writeWatermark(new Watermark(1_000));
        assertThat(told(writer)).isEqualTo(Instant.ofEpochMilli(1_000));

        writer.writeWatermark(new Watermark(Long.MAX_VALUE));

        assertThat(told(writer)).isEqualTo(Instant.ofEpochMilli(1_500));
    }

    @Test
    void beforeTheFirstWatermarkNoLagIsMeasured() {
        Map<String, Gauge<?>> gauges = new HashMap<>();
        BlockWriter writer = writer(settings(), new GaugesOf(gauges));
        Gauge<?> lag = gauges.get("watermarkLagMillis");
        assertThat(((Number) lag.getValue()).doubleValue()).isNaN();

        writer.writeWatermark(new Watermark(System.currentTimeMillis() - 60_000));

        assertThat(((Number) lag.getValue()).doubleValue()).isBetween(60_000.0, 90_000.0);
    }

    private Object told(BlockWriter writer) throws IOException {
        return progress(writer.prepareCommit().iterator().next()).get("watermark");
    }

    private SinkSettings settings() {
        return SinkSettings.of(FlinkPaths.address(folder), 5);
    }

    private BlockWriter writer(SinkSettings settings) {
        return writer(settings, metrics());
    }

    private BlockWriter writer(SinkSettings settings, MetricGroup metrics) {
        Progress progress = new Progress(5, 0, 1, 0, List.of());
        return new BlockWriter(
                settings, BlockWriterTest::header, new Spool(settings.spoolDirectory()), progress, metrics);
    }

    private static byte[] header(String table) {
        return table.equals("progress") ? new Headers().apply(table) : TestSink.header(table);
    }

    private static UnregisteredMetricsGroup metrics() {
        return new UnregisteredMetricsGroup();
    }

    private BlockContent content(Block block) throws IOException {
        return BlockContent.decode(
                block.inline() != null
                        ? block.inline()
                        : new Spool(FlinkPaths.address(folder))
                                .read(block.spooled())
                                .orElseThrow());
    }

    private List<String> rows(Block block) throws IOException {
        return TestSink.rows(content(block));
    }

    private Map<String, Object> progress(Block block) throws IOException {
        return RowDecoder.of("progress").decode(content(block).rows(0, 1));
    }

    private int spooled() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return (int)
                    files.filter(path -> path.toString().endsWith(".block")).count();
        }
    }

    /** A group that keeps its gauges, and those of the groups in it. */
    private static final class GaugesOf extends UnregisteredMetricsGroup {

        private final Map<String, Gauge<?>> gauges;

        private GaugesOf(Map<String, Gauge<?>> gauges) {
            this.gauges = gauges;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return this;
        }
    }
}
