package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Level;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import java.time.ZoneId;
import java.util.Set;

/**
 * {@code {level: {field, at_least, for?}}}. Readings of mrr and arr are those of purchases of any kind; of any other field the
 * value of a click of that name, and the user attribute of that name. The reading of an order that was refunded in full is none.
 */
final class LevelNode extends Node {

    private final Pattern.Level level;
    private final Measure measure;
    private final NumberField field;
    private final NumberField value;
    private final ZoneId zone;

    LevelNode(Pattern.Level level, String currency, ZoneId zone) {
        super(heard(level.field()));
        this.level = level;
        measure = Measure.of(level.field());
        field = new NumberField(level.field(), currency, false);
        value = new NumberField(Names.VALUE, null, false);
        this.zone = zone;
    }

    private static Set<String> heard(String field) {
        Measure measure = Measure.of(field);
        return measure != null && measure.isMoney() ? Names.PURCHASES : Set.of(field, SubjectEvent.USER_ATTRIBUTES);
    }

    /** Whether refunds of orders may take readings back. */
    static boolean isOfOrders(Pattern.Level level) {
        return heard(level.field()).contains(Names.ORDER);
    }

    @Override
    NodeState apply(NodeState state, SubjectEvent event, Turn turn) {
        turn.end(null);
        Long reading = reading(event, turn);
        if (reading == null) {
            return state;
        }
        if (reading < level.atLeast()) {
            return null;
        }
        if (state != null) {
            return state;
        }
        Completion since = turn.by(event, event.referrals(), () -> field.reached(Total.of(reading)));
        if (level.hold().equals(Span.ZERO)) {
            turn.end(since);
            return new Level(since, Long.MAX_VALUE);
        }
        return new Level(since, level.hold().after(event.timeMillis(), zone));
    }

    private Long reading(SubjectEvent event, Turn turn) {
        if (measure != null && measure.isMoney()) {
            boolean undone = event.amountMinor() != null
                    && event.amountMinor() > 0
                    && RefundedOrders.isOrder(event.name())
                    && turn.orders().netMinor(event, event.amountMinor()) == 0;
            return undone ? null : field.of(event);
        }
        return event.name().equals(SubjectEvent.USER_ATTRIBUTES) ? field.of(event) : value.of(event);
    }

    @Override
    long nextTimer(NodeState state) {
        return ((Level) state).due();
    }

    @Override
    NodeState onTimer(NodeState state, long timeMillis, Turn turn) {
        turn.end(null);
        Level lasting = (Level) state;
        if (lasting.due() != timeMillis) {
            return state;
        }
        turn.end(lasting.since().later(timeMillis));
        return new Level(lasting.since(), Long.MAX_VALUE);
    }
}
