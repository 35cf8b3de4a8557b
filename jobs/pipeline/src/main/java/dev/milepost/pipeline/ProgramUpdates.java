package dev.milepost.pipeline;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.rules.RuleUpdate;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Events of the stream {@code programs} as rules that arrive; chained to ingest. */
final class ProgramUpdates implements MapFunction<Event, RuleUpdate> {

    private static final long serialVersionUID = 1L;

    /** The field of the contract that holds the file as it was applied. */
    static final String TEXT = "text";

    private ProgramUpdates() {}

    static DataStream<RuleUpdate> of(DataStream<Event> programs) {
        return programs.map(new ProgramUpdates())
                .returns(RuleUpdate.TYPE)
                .uid("program-updates")
                .name("Programs that arrive")
                .setParallelism(programs.getParallelism());
    }

    @Override
    public RuleUpdate map(Event event) {
        String text = event.payload()
                .get(event.payload().getSchema().getField(TEXT).pos())
                .toString();
        return new RuleUpdate(
                event.eventId(), event.eventTimeMillis(), event.receivedAtMillis(), event.origin(), text);
    }
}
