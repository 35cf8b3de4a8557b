package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.EventCodec;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.row.DeadLetterRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file source in a running job: order, watermarks, and a restart from a checkpoint in the middle. */
final class FileEventSourceIT {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EVENTS = 20_000;

    /** What the job saw when it ended, and how often it started: shared with functions in the same JVM. */
    private static final Queue<List<String>> SEEN = new ConcurrentLinkedQueue<>();

    private static final Queue<String> DEAD = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger STARTS = new AtomicInteger();

    @TempDir
    private Path temp;

    @Test
    void everyEventIsReadOnceInOrderThoughTheJobFailsInTheMiddle() throws Exception {
        Path events = Files.createDirectory(temp.resolve("events"));
        StringBuilder clicks = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            // 7919 is prime to EVENTS, so this visits every instant once, far out of order.
            int place = (int) (i * 7919L % EVENTS);
            clicks.append(SourceFiles.click(String.format("c%05d", place), START.plusMillis(place * 10L)))
                    .append('\n');
        }
        SourceFiles.write(events, "clickstream.jsonl", clicks + "broken\n");
        SourceFiles.write(events, "clock.jsonl", "{\"event_id\":\"t\",\"event_time\":\"2026-01-01T00:00:00Z\"}");
        EventSpool spool = SpoolBuilder.build(
                StreamFiles.in(events),
                temp.resolve("work"),
                Settings.defaults(),
                PersonalData.withoutKey(),
                null,
                Progress.NONE);

        run(spool);

        assertThat(STARTS).as("the job failed once and went on").hasValue(2);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            expected.add(String.format("c%05d", i));
        }
        assertThat(SEEN).hasSize(1).first().isEqualTo(expected);
        assertThat(DEAD).contains("undecodable:clickstream.jsonl:" + (EVENTS + 1));
    }

    private void run(EventSpool spool) throws Exception {
        Settings settings = spool.bounded(Settings.defaults())
                .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(50))
                .with(LaunchSettings.RESTART_FIRST_DELAY, Duration.ofMillis(10));
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(temp.resolve("checkpoints")));
        try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration)) {
            Ingest.Split split = Ingest.split(new FileEventSource(spool, settings).read(env));
            split.deadLetters()
                    .process(new KeepDead(), Types.VOID)
                    .uid("dead")
                    .name("dead")
                    .sinkTo(new DiscardingSink<>())
                    .uid("dead-sink");
            split.events()
                    .process(new FailOnce(), EventCodec.TYPE_INFO)
                    .setParallelism(1)
                    .uid("watch")
                    .name("watch")
                    .sinkTo(new DiscardingSink<>())
                    .uid("sink");
            env.execute("file source");
        }
    }

    private static final class KeepDead extends ProcessFunction<DeadLetterRow, Void> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(DeadLetterRow row, Context context, Collector<Void> out) {
            DEAD.add(row.getDeadLetterId());
        }
    }

    /** Keeps what it has seen in state; on its first start fails half way, once a checkpoint has been taken. */
    private static final class FailOnce extends ProcessFunction<Event, Event> implements CheckpointedFunction {

        private static final long serialVersionUID = 1L;

        private transient List<String> seen;
        private transient ListState<String> state;
        private transient int start;
        private transient boolean checkpointed;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            start = STARTS.incrementAndGet();
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("seen", Types.STRING));
            seen = new ArrayList<>();
            state.get().forEach(seen::add);
            if (start > 1) {
                assertThat(seen).as("the restart goes on from the middle").isNotEmpty();
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(seen);
            checkpointed |= context.getCheckpointId() > 1 && seen.size() > EVENTS / 4;
        }

        @Override
        public void processElement(Event event, Context context, Collector<Event> out) throws Exception {
            assertThat(context.timestamp()).isEqualTo(event.eventTimeMillis());
            assertThat(context.timerService().currentWatermark()).isLessThan(event.eventTimeMillis());
            if (start == 1) {
                if (checkpointed && seen.size() > EVENTS / 2) {
                    throw new IllegalStateException("The failure that this test is about");
                }
                if (seen.size() % 20 == 0) {
                    Thread.sleep(1);
                }
            }
            seen.add(event.eventId());
            if (seen.size() == EVENTS) {
                SEEN.add(List.copyOf(seen));
            }
            out.collect(event);
        }
    }
}
