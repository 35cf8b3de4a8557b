package dev.milepost.milestones.model.ledger;

import java.util.Comparator;

/** Which completion of a subject's: of which rung (0: no ladder), and which in the order of time, from 1. */
record Place(int rung, long ordinal) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::rung).thenComparingLong(Place::ordinal);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
