package dev.milepost.milestones.model.ask;

import java.util.Comparator;

/** Which completion of which ask, within a user. */
record AskKey(String program, String ask, long occurrence) implements Comparable<AskKey> {

    /** No other is before it. */
    static final AskKey FIRST = new AskKey("", "", Long.MIN_VALUE);

    private static final Comparator<AskKey> ORDER =
            Comparator.comparing(AskKey::program).thenComparing(AskKey::ask).thenComparingLong(AskKey::occurrence);

    @Override
    public int compareTo(AskKey other) {
        return ORDER.compare(this, other);
    }
}
