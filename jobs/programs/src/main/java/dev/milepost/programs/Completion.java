package dev.milepost.programs;

import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may complete a pattern: the event whose fields amounts are taken from.
 *
 * @param events names of the events that may; sorted
 * @param byTimer whether time alone may: then there is no event, and no field
 */
record Completion(Set<String> events, boolean byTimer) {

    static Completion of(Pattern pattern) {
        Set<String> events = new TreeSet<>();
        return new Completion(events, collect(pattern, events));
    }

    /** Adds the events, and answers whether time alone completes it. */
    private static boolean collect(Pattern pattern, Set<String> events) {
        if (pattern instanceof Pattern.Event event) {
            events.addAll(event.names());
            return false;
        }
        if (pattern instanceof Pattern.Nth nth) {
            return collect(nth.event(), events);
        }
        if (pattern instanceof Pattern.Count count) {
            return collect(count.event(), events);
        }
        if (pattern instanceof Pattern.Sum sum) {
            return collect(sum.event(), events);
        }
        if (pattern instanceof Pattern.Level level) {
            return level(level, events);
        }
        if (pattern instanceof Pattern.All all) {
            return each(all.parts(), events);
        }
        if (pattern instanceof Pattern.Any any) {
            return each(any.parts(), events);
        }
        if (pattern instanceof Pattern.Sequence sequence) {
            return collect(sequence.parts().get(sequence.parts().size() - 1), events);
        }
        return true;
    }

    private static boolean each(Collection<Pattern> parts, Set<String> events) {
        boolean byTimer = false;
        for (Pattern part : parts) {
            byTimer |= collect(part, events);
        }
        return byTimer;
    }

    private static boolean level(Pattern.Level level, Set<String> events) {
        if (!level.hold().equals(Span.ZERO)) {
            return true;
        }
        if (Measure.of(level.field()) == null) {
            events.add(level.field());
        } else {
            events.addAll(Names.PURCHASES);
        }
        return false;
    }

    /** Whether each event that may complete it is of a referee as an advocate sees it, so that there is a referee. */
    boolean isOfReferees() {
        return !byTimer && events.stream().allMatch(event -> event.startsWith(Names.REFERRAL));
    }

    /** Whether each event that may complete it is a purchase. */
    boolean isPurchase() {
        return !byTimer && events.stream().allMatch(Completion::isPurchase);
    }

    private static boolean isPurchase(String event) {
        return Names.PURCHASES.contains(
                event.startsWith(Names.REFERRAL) ? event.substring(Names.REFERRAL.length()) : event);
    }
}
