package dev.milepost.milestones.model.ledger;

import java.util.Comparator;

/** One subject of one reward of the program. */
record SlotKey(String rule, String subject) implements Comparable<SlotKey> {

    private static final Comparator<SlotKey> ORDER =
            Comparator.comparing(SlotKey::rule).thenComparing(SlotKey::subject);

    @Override
    public int compareTo(SlotKey other) {
        return ORDER.compare(this, other);
    }
}
