package dev.milepost.pipeline;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.rules.RuleUpdate;
import dev.milepost.schemas.event.AppliedProgram;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Events of the stream {@code programs} as rules that arrive; chained to ingest. */
final class ProgramUpdates implements MapFunction<Event, RuleUpdate> {

    private static final long serialVersionUID = 1L;

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
        AppliedProgram program = (AppliedProgram) event.payload();
        return new RuleUpdate(
                event.eventId(),
                event.eventTimeMillis(),
                event.receivedAtMillis(),
                event.origin(),
                program.getProgramVersion(),
                program.getText(),
                JsonText.of(program));
    }
}
