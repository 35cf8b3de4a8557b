package dev.milepost.fraud.model.review;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** When cases have something to do by themselves: of one time in the order of their ids. Made again by the cases. */
final class Deadlines {

    private record Deadline(long timeMillis, String caseId) {}

    private final NavigableSet<Deadline> inOrder =
            new TreeSet<>(Comparator.comparingLong(Deadline::timeMillis).thenComparing(Deadline::caseId));
    private final Map<String, Deadline> ofCase = new HashMap<>();

    /** Notes that of a case, in place of the one it had. */
    void put(ReviewCase one) {
        remove(one);
        if (one.deadlineMillis() != Long.MAX_VALUE) {
            Deadline deadline = new Deadline(one.deadlineMillis(), one.caseId);
            inOrder.add(deadline);
            ofCase.put(one.caseId, deadline);
        }
    }

    void remove(ReviewCase one) {
        Deadline known = ofCase.remove(one.caseId);
        if (known != null) {
            inOrder.remove(known);
        }
    }

    /** Long.MAX_VALUE where there are none. */
    long nextMillis() {
        return inOrder.isEmpty() ? Long.MAX_VALUE : inOrder.first().timeMillis();
    }

    /** Whether there is one up to a time. */
    boolean isDue(long timeMillis) {
        return !inOrder.isEmpty() && inOrder.first().timeMillis() <= timeMillis;
    }

    /** Whose the next one is. */
    String nextCase() {
        return inOrder.first().caseId();
    }
}
