package dev.milepost.attribution.operator;

import dev.milepost.attribution.model.VisitorEvent;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Click;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Chained to the source: clicks leave as what the visitors' fold needs of them, the rest as account events.
 *
 * <p>It asks no program, so what it costs does not depend on them: one that is still to come may name any event, by any of its
 * fields. The folds look an event up by its name ({@link dev.milepost.programs.ProgramCatalog#qualifying}, {@code isNamed}), and
 * only the versions that name it look at its fields.
 */
public final class EventRouter extends ProcessFunction<Event, Change<VisitorEvent>> {

    private static final long serialVersionUID = 1L;

    private final ClickReader reader;

    public EventRouter(ClickReader reader) {
        this.reader = reader;
    }

    @Override
    public void processElement(Event event, Context context, Collector<Change<VisitorEvent>> out) {
        if (event.payload() instanceof Click) {
            out.collect(Change.add(reader.click(event)));
        } else {
            context.output(Sides.ACCOUNTS, Change.add(new AccountEvent(event)));
        }
    }
}
