package dev.milepost.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramText;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.EventCodec;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.rules.RuleVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New versions of programs arrive on the running graph, after events that they hold for. */
class ProgramsWhileEventsFlowTest {

    private static final Settings SETTINGS = Settings.defaults();
    private static final OutputTag<RuleVersion> LATER = new OutputTag<>("later", RuleVersion.TYPE);

    @TempDir
    private Path folder;

    @Test
    void theRowsAreThoseOfProgramsKnownFromTheStart() throws Exception {
        Population population = Population.of(3, new PopulationPlan(1, 1, 30));
        dev.milepost.testkit.programs.ProgramFiles.write(population.programs(), folder);
        ProgramCatalog all = ProgramFiles.read(folder);
        List<Event> events = events(population);

        var known = run(events, all.texts(), List.of(), 0);

        List<ProgramText> given = new ArrayList<>(all.texts());
        List<ProgramText> later = new ArrayList<>(all.texts());
        given.removeIf(text -> text.validFromMillis() > first(events));
        later.removeAll(given);
        assertThat(later).as("versions that begin to hold while events flow").hasSizeGreaterThan(1);
        assertThat(run(events, given, later, -Duration.ofHours(1).toMillis()))
                .as("ahead of their events")
                .isEqualTo(known);
        assertThat(run(events, given, later, Duration.ofHours(12).toMillis()))
                .as("behind events that they hold for")
                .isEqualTo(known);
        assertThat(run(events, given, List.of(), 0)).as("never").isNotEqualTo(known);
    }

    private static long first(List<Event> events) {
        return events.stream().mapToLong(Event::eventTimeMillis).min().orElseThrow();
    }

    static List<Event> events(Population population) {
        Intake intake = new Intake(SETTINGS);
        List<Event> events = new ArrayList<>();
        for (TimedRecord record : population.inReceivedOrder()) {
            Ingested ingested = intake.ofRecord(
                    Streams.of(record.record()),
                    record.record(),
                    record.receivedAt().toEpochMilli(),
                    Origin.ofFile("population", events.size() + 1));
            if (ingested.event() != null && !ingested.event().stream().equals(Streams.CLOCK)) {
                events.add(ingested.event());
            }
        }
        return events;
    }

    /** The rows that stand, by table and key, without revision. */
    private static Map<String, Map<String, Object>> run(
            List<Event> events, List<ProgramText> given, List<ProgramText> later, long afterMillis) throws Exception {
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, SETTINGS);
        configuration.set(RestOptions.BIND_PORT, "0");
        // Flink's own sink has none.
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        var source = env.fromData(events, EventCodec.TYPE_INFO)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Event>forGenerator(context -> new AfterEach())
                        .withTimestampAssigner((event, timestamp) -> event.eventTimeMillis()))
                .setParallelism(1)
                .process(new Interrupt(later, afterMillis), EventCodec.TYPE_INFO)
                .setParallelism(1);
        DataStream<Row> rows = AttributionTopology.assemble(
                        source,
                        source.getSideOutput(LATER),
                        new AttributionTopology.Terms(
                                ChannelRules.shipped(),
                                ProgramFiles.parse(given.stream()
                                        .collect(Collectors.toMap(ProgramText::label, ProgramText::text))),
                                new FoldSettings(86_400_000, 60_000, 600_000, Long.MAX_VALUE, 1),
                                SETTINGS))
                .rows();
        Map<String, Map<String, Object>> latest = new TreeMap<>();
        Map<String, RowDecoder> decoders = new HashMap<>();
        try (CloseableIterator<Row> collected = rows.executeAndCollect()) {
            collected.forEachRemaining(row -> {
                String key = row.table() + " " + new String(row.key(), StandardCharsets.ISO_8859_1);
                Map<String, Object> values =
                        decoders.computeIfAbsent(row.table(), RowDecoder::of).decode(row.bytes());
                latest.merge(
                        key, values, (one, two) -> (Long) one.get("revision") > (Long) two.get("revision") ? one : two);
            });
        }
        latest.values().removeIf(row -> (Integer) row.get("is_deleted") == 1);
        latest.values().forEach(row -> row.remove("revision"));
        return latest;
    }

    /** As live sources do it, but at once. */
    static final class AfterEach implements WatermarkGenerator<Event> {

        private long latest = Long.MIN_VALUE + 5_000;

        @Override
        public void onEvent(Event event, long timestamp, WatermarkOutput output) {
            latest = Math.max(latest, Math.min(event.eventTimeMillis(), event.receivedAtMillis()));
            output.emitWatermark(new Watermark(latest - 5_000));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    /** Tells each version once an event is received so long after it begins to hold. */
    private static final class Interrupt extends ProcessFunction<Event, Event> {

        private static final long serialVersionUID = 1L;

        private final ArrayList<ProgramText> later;
        private final long afterMillis;

        Interrupt(List<ProgramText> later, long afterMillis) {
            this.later = new ArrayList<>(later);
            this.afterMillis = afterMillis;
        }

        @Override
        public void processElement(Event event, Context context, Collector<Event> out) {
            out.collect(event);
            later.removeIf(text -> {
                boolean due = text.validFromMillis() + afterMillis <= event.receivedAtMillis();
                if (due) {
                    context.output(LATER, new RuleVersion(text.label(), text.validFromMillis(), text.text()));
                }
                return due;
            });
        }
    }
}
