package dev.milepost.milestones.model.order;

import java.util.Comparator;

/** A place in the fold's order: a time, and the event of that time. */
record Moment(long timeMillis, String id) implements Comparable<Moment> {

    private static final Comparator<Moment> ORDER =
            Comparator.comparingLong(Moment::timeMillis).thenComparing(Moment::id);

    @Override
    public int compareTo(Moment other) {
        return ORDER.compare(this, other);
    }

    Moment orLater(Moment other) {
        return compareTo(other) < 0 ? other : this;
    }
}
