package dev.milepost.programs;

import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Facts;
import dev.milepost.programs.model.Names;
import java.io.Serializable;
import java.util.List;

/**
 * The part {@code qualifies} of a program: the event after signup that makes a bound referral count.
 *
 * @param event name of the event
 * @param where what must hold of it, all of it
 * @param withinMillis how long after the signup, at most; greater than 0
 */
public record Qualification(String event, List<Condition> where, long withinMillis) implements Serializable {

    /** What holds where a program says nothing: an order within 90 days. */
    public static final Qualification DEFAULT = new Qualification(Names.ORDER, List.of(), 90L * 24 * 60 * 60 * 1000);

    public Qualification {
        where = List.copyOf(where);
    }

    /** Whether an event is the one. When it happened is the caller's to judge. */
    public boolean matches(Facts facts) {
        if (!event.equals(facts.name())) {
            return false;
        }
        for (Condition condition : where) {
            if (!condition.holds(facts)) {
                return false;
            }
        }
        return true;
    }
}
