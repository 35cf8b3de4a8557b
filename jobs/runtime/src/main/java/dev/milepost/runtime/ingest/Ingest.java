package dev.milepost.runtime.ingest;

import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.row.DeadLetterRow;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Parts what a source emits into events and dead letters, and counts both by stream. */
public final class Ingest {

    /** The stream whose events only drive time: they end here. */
    public static final String CLOCK = "clock";

    private static final String UID = "ingest";
    private static final OutputTag<Event> RULES = new OutputTag<>(Streams.PROGRAMS, EventCodec.TYPE_INFO);
    private static final OutputTag<DeadLetterRow> DEAD_LETTERS =
            new OutputTag<>("dead-letters", AvroCodec.typeInfo(DeadLetterRow.class));

    private Ingest() {}

    /**
     * The two sides of a source.
     *
     * @param events every accepted event except clock ticks
     * @param programs of these, the programs, for the {@link dev.milepost.runtime.rules.RuleGate} that judges them once more
     * @param deadLetters every record that could not be used
     */
    public record Split(DataStream<Event> events, DataStream<Event> programs, DataStream<DeadLetterRow> deadLetters) {}

    /**
     * Adds the operator {@code ingest}, chained to the source. Its metrics are {@code ingest.stream.<stream>.accepted}
     * and {@code ingest.stream.<stream>.reason.<reason>.dead}, and of erased users {@code ingest.stream.<stream>.suppressed}:
     * together every record that was read.
     */
    public static Split split(DataStream<Ingested> source) {
        SingleOutputStreamOperator<Event> events = source.process(new SplitFunction(), EventCodec.TYPE_INFO)
                .uid(UID)
                .name("Ingest")
                .setParallelism(source.getParallelism());
        return new Split(events, events.getSideOutput(RULES), events.getSideOutput(DEAD_LETTERS));
    }

    private static final class SplitFunction extends ProcessFunction<Ingested, Event> {

        private static final long serialVersionUID = 1L;

        private transient Map<String, Counter> accepted;
        private transient Map<String, Counter> dead;
        private transient Map<String, Counter> suppressed;
        private transient MetricGroup metrics;

        @Override
        public void open(OpenContext context) {
            metrics = getRuntimeContext().getMetricGroup().addGroup("ingest");
            accepted = new HashMap<>();
            dead = new HashMap<>();
            suppressed = new HashMap<>();
        }

        @Override
        public void processElement(Ingested value, Context context, Collector<Event> out) {
            if (value.suppressed() != null) {
                suppressed
                        .computeIfAbsent(
                                value.suppressed().stream(),
                                stream -> metrics.addGroup("stream", stream).counter("suppressed"))
                        .inc();
                return;
            }
            DeadLetterRow deadLetter = value.deadLetter();
            if (deadLetter != null) {
                dead.computeIfAbsent(
                                deadLetter.getStream() + "/" + deadLetter.getReason(), any -> deadCounter(deadLetter))
                        .inc();
                context.output(DEAD_LETTERS, deadLetter);
                return;
            }
            Event event = value.event();
            accepted.computeIfAbsent(
                            event.stream(),
                            stream -> metrics.addGroup("stream", stream).counter("accepted"))
                    .inc();
            switch (event.stream()) {
                case CLOCK -> {}
                case Streams.PROGRAMS -> {
                    context.output(RULES, event);
                    out.collect(event);
                }
                default -> out.collect(event);
            }
        }

        private Counter deadCounter(DeadLetterRow row) {
            return metrics.addGroup("stream", row.getStream())
                    .addGroup("reason", row.getReason())
                    .counter("dead");
        }
    }
}
