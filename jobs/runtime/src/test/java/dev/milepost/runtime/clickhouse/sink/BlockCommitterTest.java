package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.schemas.row.TouchRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockCommitterTest {

    @TempDir
    Path folder;

    private SinkSettings settings;
    private Spool spool;
    private final Counters metrics = new Counters();
    private final SetClock clock = new SetClock();

    @BeforeEach
    void open() {
        settings = SinkSettings.of(FlinkPaths.address(folder), 5);
        spool = new Spool(settings.spoolDirectory());
    }

    @Test
    void insertsTheCheckpointedBytesInOrder() throws Exception {
        ScriptedInserter server = new ScriptedInserter();
        BlockContent first = TestSink.content("touches", 3);
        BlockContent second = TestSink.content("credits", 2);

        committer(server).commit(List.of(request(inline("touches", first)), request(spooled("credits", second))));

        assertThat(server.taken).containsExactly(first.rows(0, 3), second.rows(0, 2));
        assertThat(server.calls)
                .extracting(ScriptedInserter.Call::token)
                .containsExactly(first.token(5, "touches"), second.token(5, "credits"));
        assertThat(metrics.count("rows")).isEqualTo(5);
        assertThat(metrics.count("blocks")).isEqualTo(2);
        assertThat(metrics.count("rejects")).isZero();
    }

    @Test
    void aRepeatedCommitRepeatsTheSameInsertFromTheSpool() throws Exception {
        ScriptedInserter server = new ScriptedInserter();
        Block block = spooled("touches", TestSink.content("touches", 100));

        committer(server).commit(List.of(request(block)));
        committer(server).commit(List.of(request(block)));

        assertThat(server.calls).hasSize(2);
        assertThat(server.calls.get(0)).isEqualTo(server.calls.get(1));
        assertThat(FlinkPaths.path(block.spooled().path() + ".done")).exists();
    }

    @Test
    void aBlockIsMarkedAsCommittedOnlyOnceTheWarehouseHasIt() throws Exception {
        Block block = spooled("touches", TestSink.content("touches", 100));
        Path done = FlinkPaths.path(block.spooled().path() + ".done");
        List<Boolean> markedAtInsert = new ArrayList<>();
        ScriptedInserter server = new ScriptedInserter((table, header, rows) -> markedAtInsert.add(Files.exists(done)));

        committer(server).commit(List.of(request(block)));

        assertThat(markedAtInsert).containsExactly(false);
        assertThat(done).exists();
    }

    @Test
    void aRestoreAfterAStopLongerThanTheRetentionCommitsAgainWhatBothSubtasksHold() throws Exception {
        Block first = spooled("touches", TestSink.content("touches", 100));
        Block second = spooled("credits", TestSink.content("credits", 100));
        ScriptedInserter before = new ScriptedInserter();
        committer(before).commit(List.of(request(first)));
        committer(before, 1, clock).commit(List.of(request(second)));
        ScriptedInserter after = new ScriptedInserter();
        clock.now = System.currentTimeMillis() + Duration.ofDays(3).toMillis();

        BlockCommitter pruning = committer(after, 0, clock);
        pruning.commit(List.of(request(first)));
        committer(after, 1, clock).commit(List.of(request(second)));

        assertThat(after.calls).isEqualTo(before.calls).hasSize(2);
        assertThat(metrics.count("blocksSkipped")).isZero();
    }

    @Test
    void aBlockThatWasPrunedBeforeItsCheckpointWasRestoredIsInTheWarehouseAlready() throws Exception {
        Block block = spooled("touches", TestSink.content("touches", 100));
        BlockCommitter running = committer(new ScriptedInserter(), 0, clock);
        running.commit(List.of(request(block)));
        clock.now += Duration.ofDays(3).toMillis();
        running.commit(List.of());
        assertThat(FlinkPaths.path(block.spooled().path())).doesNotExist();
        ScriptedInserter server = new ScriptedInserter();

        committer(server, 1, clock)
                .commit(List.of(request(block), request(inline("credits", TestSink.content("credits", 1)))));

        assertThat(server.calls).extracting(ScriptedInserter.Call::table).containsExactly("credits");
        assertThat(metrics.count("blocksSkipped")).isEqualTo(1);
    }

    @Test
    void refusedRowsAreDeadLettersAndTheRestGoesIn() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(touch("t" + i, i % 20 == 3 ? "bad" : "email"));
        }
        ScriptedInserter server = new ScriptedInserter((table, header, bytes) -> {
            if (table.equals("touches") && new String(bytes, StandardCharsets.ISO_8859_1).contains("bad")) {
                throw InsertFailure.ofServer(469, "Constraint `channel` is violated", null);
            }
        });

        committer(server).commit(List.of(request(block(rows))));

        List<byte[]> letters = new ArrayList<>();
        for (int i = 0; i < server.taken.size(); i++) {
            if (server.taken.get(i).length > 0 && isLetter(server.taken.get(i))) {
                letters.add(server.taken.get(i));
            }
        }
        assertThat(letters).hasSize(1);
        assertThat(new String(letters.get(0), StandardCharsets.UTF_8))
                .contains("refused_row:touches:a1/t3")
                .contains("refused_row:touches:a1/t23")
                .contains("touches: code 469, Constraint `channel` is violated")
                .contains("\"channel\":\"bad\"");
        assertThat(metrics.count("rows")).isEqualTo(38);
        assertThat(metrics.count("rejects")).isEqualTo(2);
    }

    @Test
    void aDeadLetterTellsTheRowItsPlaceAndWhy() throws Exception {
        Row row = touch("t1", "bad");
        BlockContent content = BlockContent.decode(block(List.of(row)).inline());
        Bisection.Refused refused = new Bisection.Refused(0, InsertFailure.ofServer(469, "violated", null));

        List<Block> blocks = new DeadLetters(settings).of("touches", content, List.of(refused));

        assertThat(blocks).hasSize(1);
        Map<String, Object> letter = RowDecoder.of("dead_letters")
                .decode(BlockContent.decode(blocks.get(0).inline()).rows(0, 1));
        assertThat(letter)
                .containsEntry("dead_letter_id", "refused_row:touches:a1/t1/2026-01-01T00:00:00Z")
                .containsEntry("reason", "refused_row")
                .containsEntry("detail", "touches: code 469, violated")
                .containsEntry("payload", RowDecoder.of("touches").json(row.bytes()))
                .containsEntry("revision", (5L << 40) + 1);
    }

    @Test
    void aRefusedDeadLetterStopsTheJob() {
        ScriptedInserter server = new ScriptedInserter((table, header, bytes) -> {
            if (bytes.length > 0) {
                throw InsertFailure.ofServer(469, "violated", null);
            }
        });

        assertThatThrownBy(() -> committer(server).commit(List.of(request(block(List.of(touch("t", "x")))))))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining("also the dead letter");
    }

    private static boolean isLetter(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains("refused_row");
    }

    private static Block inline(String table, BlockContent content) throws IOException {
        return Block.inline(table, content.rows(), content.token(5, table), content.encode());
    }

    private Block spooled(String table, BlockContent content) throws Exception {
        return Block.spooled(table, content.rows(), content.token(5, table), spool.write(content.encode()));
    }

    private static Block block(List<Row> rows) throws Exception {
        RowBuffer buffer = new RowBuffer();
        rows.forEach(buffer::put);
        List<Block> blocks = new ArrayList<>();
        buffer.drain(new Headers(), 1 << 20, 1_000, (name, content) -> blocks.add(inline(name, content)));
        return blocks.get(0);
    }

    private static Row touch(String id, String channel) {
        TouchRow touch = new TouchRow("a1", id, "", Instant.ofEpochMilli(1_767_225_600_000L), channel, "", "");
        return RowEncoder.of(TouchRow.getClassSchema()).encode(touch, (5L << 40) + 1, false);
    }

    private BlockCommitter committer(BlockInserter server) {
        return committer(server, 0, Clock.systemUTC());
    }

    private BlockCommitter committer(BlockInserter server, int subtask, InstantSource clock) {
        return new BlockCommitter(
                TestSink.retrying(server),
                new DeadLetters(settings),
                spool,
                Duration.ofHours(24),
                subtask == 0,
                clock,
                metrics);
    }

    private static CommitRequest<Block> request(Block block) {
        return new Request(block);
    }

    /** Commits by returning; the sink uses nothing else of a request. */
    private record Request(Block getCommittable) implements CommitRequest<Block> {

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            throw new AssertionError("would drop the block", t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            throw new AssertionError("not used", t);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("not used");
        }

        @Override
        public void updateAndRetryLater(Block block) {
            throw new AssertionError("not used");
        }

        @Override
        public void signalAlreadyCommitted() {
            throw new AssertionError("not used");
        }
    }

    private static final class SetClock implements InstantSource {

        private long now = System.currentTimeMillis();

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }

    /** Remembers counters by name. */
    private static final class Counters extends UnregisteredMetricsGroup {

        private final Map<String, SimpleCounter> counters = new HashMap<>();

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, any -> new SimpleCounter());
        }

        long count(String name) {
            return counters.get(name).getCount();
        }
    }
}
