package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Entry;
import dev.milepost.milestones.model.pattern.NodeState.Tally;
import dev.milepost.programs.model.Pattern;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code count} of events and {@code sum}: numbers in a window that rise to a threshold. */
final class TallyNode extends Node {

    private final Pattern.Event event;

    /** What is added up; null: events are counted. */
    private final NumberField field;

    private final long atLeast;
    private final Frame frame;

    TallyNode(Pattern.Event event, NumberField field, long atLeast, Frame frame) {
        super(Set.copyOf(event.names()));
        this.event = event;
        this.field = field;
        this.atLeast = atLeast;
        this.frame = frame;
    }

    @Override
    NodeState apply(NodeState state, SubjectEvent given, Turn turn) {
        turn.end(null);
        if (!event.matches(given)) {
            return state;
        }
        Long number = field == null ? (Long) 1L : field.of(given);
        if (number == null) {
            return state;
        }
        if (field != null && field.isOfOrders() && RefundedOrders.isOrder(given.name())) {
            number = turn.orders().netMinor(given, number);
        }
        Tally before = (Tally) state;
        return switch (frame.kind()) {
            case LIFETIME -> lifetime(before, number, given, turn);
            case CALENDAR -> calendar(before, number, given, turn);
            case SESSION -> session(before, number, given, turn);
            case ROLLING -> rolling(before, number, given, turn);
        };
    }

    private Tally lifetime(Tally before, long number, SubjectEvent given, Turn turn) {
        if (before != null && field == null && before.total().isAtLeast(atLeast)) {
            return before;
        }
        return plain(0, before, number, given, turn);
    }

    private Tally calendar(Tally before, long number, SubjectEvent given, Turn turn) {
        boolean same = before != null && given.timeMillis() < before.mark();
        long end = same ? before.mark() : frame.unitEnd(given.timeMillis());
        return plain(end, same ? before : null, number, given, turn);
    }

    private Tally session(Tally before, long number, SubjectEvent given, Turn turn) {
        boolean same = before != null && frame.goesOn(before.mark(), given.timeMillis());
        return plain(given.timeMillis(), same ? before : null, number, given, turn);
    }

    /** One number for the whole window. Referrals are counted from when it was last at the threshold. */
    private Tally plain(long mark, Tally before, long number, SubjectEvent given, Turn turn) {
        Total former = before == null ? Total.ZERO : before.total();
        Total total = former.plus(number);
        Referrals referrals = before == null ? Referrals.NONE : before.referrals();
        Referrals added = number > 0 && !former.isAtLeast(atLeast) ? referrals.with(given.referrals()) : referrals;
        if (rises(former, total)) {
            turn.end(turn.by(given, added.list(), () -> reached(total)));
        }
        return new Tally(mark, total, null, total.isAtLeast(atLeast) ? Referrals.NONE : added);
    }

    private Reached reached(Total total) {
        return field == null ? Reached.count(atLeast) : field.reached(total);
    }

    private boolean rises(Total before, Total after) {
        return !before.isAtLeast(atLeast) && after.isAtLeast(atLeast);
    }

    private Tally rolling(Tally before, long number, SubjectEvent given, Turn turn) {
        long time = given.timeMillis();
        long gone = frame.gone(time);
        Fifo<Entry> entries = before == null ? Fifo.empty() : before.entries();
        Total total = before == null ? Total.ZERO : before.total();
        while (!entries.isEmpty() && entries.first().timeMillis() <= gone) {
            total = total.minus(entries.first().number());
            entries = entries.pop();
        }
        Total inside = inside(total, entries, frame.start(time));
        entries = entries.push(new Entry(time, number, given.referrals()));
        total = total.plus(number);
        Total risen = inside.plus(number);
        if (rises(inside, risen)) {
            turn.end(turn.by(given, referrals(entries, frame.start(time)), () -> reached(risen)));
        }
        if (field == null && entries.size() > atLeast) {
            // Whether there are as many in the window is told by the latest of them.
            entries = entries.pop();
            total = total.minus(1);
        }
        return new Tally(0, total, entries, Referrals.NONE);
    }

    /** Of the entries in the window that add something. */
    private static List<String> referrals(Fifo<Entry> entries, long start) {
        Set<String> referrals = new LinkedHashSet<>();
        for (Entry entry : entries.toList()) {
            if (entry.timeMillis() > start && entry.number() > 0) {
                referrals.addAll(entry.referrals());
            }
        }
        return List.copyOf(referrals);
    }

    /** Without what is kept only because a window of months may go back to it. */
    private static Total inside(Total total, Fifo<Entry> entries, long start) {
        Total inside = total;
        for (Fifo<Entry> rest = entries; !rest.isEmpty() && rest.first().timeMillis() <= start; rest = rest.pop()) {
            inside = inside.minus(rest.first().number());
        }
        return inside;
    }

    @Override
    long nextExpiry(NodeState state) {
        Tally tally = (Tally) state;
        return switch (frame.kind()) {
            case LIFETIME -> Long.MAX_VALUE;
            case CALENDAR -> tally.mark() - 1;
            case SESSION -> frame.over(tally.mark(), tally.mark());
            case ROLLING -> frame.over(tally.entries().first().timeMillis(), 0);
        };
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        if (frame.kind() != Frame.Kind.ROLLING) {
            return nextExpiry(state) <= beforeMillis ? null : state;
        }
        Tally tally = (Tally) state;
        Fifo<Entry> entries = tally.entries();
        Total total = tally.total();
        while (!entries.isEmpty() && frame.over(entries.first().timeMillis(), 0) <= beforeMillis) {
            total = total.minus(entries.first().number());
            entries = entries.pop();
        }
        return entries.isEmpty() ? null : new Tally(0, total, entries, Referrals.NONE);
    }
}
