package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Distinct;
import dev.milepost.milestones.model.pattern.NodeState.Occurrence;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Pattern;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code count} with {@code distinct}: of each value its latest occurrence counts. */
final class DistinctNode extends Node {

    private static final Set<String> OF_USERS = Set.of(SubjectEvent.ORDER_ID, SubjectEvent.REFUND_ID);

    private final Pattern.Count count;
    private final Frame frame;

    DistinctNode(Pattern.Count count, ZoneId zone) {
        super(Set.copyOf(count.event().names()));
        this.count = count;
        frame = Frame.of(count.window(), zone);
    }

    @Override
    NodeState apply(NodeState state, SubjectEvent given, Turn turn) {
        turn.end(null);
        Distinct before = (Distinct) state;
        if ((before != null && before.reached()) || !count.event().matches(given)) {
            return state;
        }
        String value = value(given, count.distinct());
        if (value == null) {
            return state;
        }
        long time = given.timeMillis();
        List<Occurrence> values = new ArrayList<>(before == null ? List.of() : before.values());
        long mark = 0;
        long start = Long.MIN_VALUE;
        switch (frame.kind()) {
            case LIFETIME -> {}
            case CALENDAR -> {
                boolean same = before != null && time < before.mark();
                mark = same ? before.mark() : frame.unitEnd(time);
                if (!same) {
                    values.clear();
                }
            }
            case SESSION -> {
                mark = time;
                if (before != null && !frame.goesOn(before.mark(), time)) {
                    values.clear();
                }
            }
            case ROLLING -> {
                start = frame.start(time);
                long gone = frame.gone(time);
                values.removeIf(occurrence -> occurrence.timeMillis() <= gone);
            }
        }
        long numberBefore = since(values, start);
        values.removeIf(occurrence -> occurrence.value().equals(value));
        values.add(new Occurrence(time, value, given.referrals()));
        if (values.size() > count.atLeast()) {
            values.remove(0);
        }
        if (numberBefore < count.atLeast() && since(values, start) >= count.atLeast()) {
            turn.end(turn.by(given, referrals(values, start), () -> Reached.count(count.atLeast())));
            if (frame.kind() == Frame.Kind.LIFETIME) {
                return new Distinct(0, true, List.of());
            }
        }
        return new Distinct(mark, false, List.copyOf(values));
    }

    private static long since(List<Occurrence> values, long start) {
        return values.stream()
                .filter(occurrence -> occurrence.timeMillis() > start)
                .count();
    }

    private static List<String> referrals(List<Occurrence> values, long start) {
        Set<String> referrals = new LinkedHashSet<>();
        for (Occurrence occurrence : values) {
            if (occurrence.timeMillis() > start) {
                referrals.addAll(occurrence.referrals());
            }
        }
        return List.copyOf(referrals);
    }

    /** A measure's number stands for its text. Of ids that are their user's own, those of two users are two. */
    static String value(SubjectEvent event, String field) {
        Measure measure = Measure.of(field);
        if (measure == null) {
            String text = event.text(field);
            return text == null || !OF_USERS.contains(field) ? text : whose(event) + text;
        }
        Long number = event.measure(measure);
        return number == null ? null : number.toString();
    }

    /** The length says where the user ends: ids hold any characters. */
    private static String whose(SubjectEvent event) {
        String user = event.fields().getOrDefault(SubjectEvent.REFEREE_ID, "");
        return user.length() + "/" + user + '/';
    }

    @Override
    long nextExpiry(NodeState state) {
        Distinct distinct = (Distinct) state;
        return switch (frame.kind()) {
            case LIFETIME -> Long.MAX_VALUE;
            case CALENDAR -> distinct.mark() - 1;
            case SESSION -> frame.over(distinct.mark(), distinct.mark());
            case ROLLING -> frame.over(distinct.values().get(0).timeMillis(), 0);
        };
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        if (frame.kind() != Frame.Kind.ROLLING) {
            return nextExpiry(state) <= beforeMillis ? null : state;
        }
        List<Occurrence> left = new ArrayList<>(((Distinct) state).values());
        left.removeIf(occurrence -> frame.over(occurrence.timeMillis(), 0) <= beforeMillis);
        return left.isEmpty() ? null : new Distinct(0, false, List.copyOf(left));
    }
}
