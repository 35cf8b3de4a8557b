package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.IdentifierState;
import dev.milepost.fraud.model.identifier.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Identifiers and rings as a job would run them, behind one watermark. */
final class Neighbourhood {

    final RingBook book = new RingBook();
    final Map<Identifier, IdentifierState> identifiers = new HashMap<>();
    private final TreeMap<Long, TreeSet<Identifier>> timers = new TreeMap<>();
    long links;

    /** An account on an identifier. */
    record Seen(long timeMillis, String account, Identifier identifier) {}

    void see(Seen seen) {
        advanceTo(seen.timeMillis());
        IdentifierState state = identifiers.computeIfAbsent(seen.identifier(), i -> new IdentifierState());
        tell(seen.timeMillis(), state.see(seen.identifier(), seen.account(), seen.timeMillis(), false));
        register(seen.identifier(), state);
    }

    void tell(RingEvent event) {
        advanceTo(event.timeMillis());
        book.apply(event.timeMillis(), List.of(event));
    }

    void advanceTo(long timeMillis) {
        while (!timers.isEmpty() && timers.firstKey() <= timeMillis) {
            Map.Entry<Long, TreeSet<Identifier>> due = timers.pollFirstEntry();
            for (Identifier each : due.getValue()) {
                IdentifierState state = identifiers.get(each);
                tell(due.getKey(), state.advanceTo(each, due.getKey()));
                register(each, state);
            }
        }
        book.advanceTo(timeMillis);
    }

    private void tell(long timeMillis, List<Link> changes) {
        if (!changes.isEmpty()) {
            List<RingEvent> events = new ArrayList<>();
            changes.forEach(each -> events.add(new RingEvent.Linked(each)));
            links += changes.size();
            book.apply(timeMillis, events);
        }
    }

    private void register(Identifier identifier, IdentifierState state) {
        if (state.nextTimer() != Long.MAX_VALUE) {
            timers.computeIfAbsent(state.nextTimer(), time -> new TreeSet<>()).add(identifier);
        }
    }
}
