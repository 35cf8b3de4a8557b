package dev.milepost.testkit.oracle.pattern;

/**
 * A pattern is done.
 *
 * @param rank of events the place in the sorted list; of a timer the greatest, as it comes after all events of its time
 */
public record Done(long time, int rank, String causeId, Long amount) implements Comparable<Done> {

    static final int TIMER = Integer.MAX_VALUE;

    Done later(long at) {
        return new Done(at, TIMER, causeId, amount);
    }

    boolean isAtOnceWith(Done other) {
        return compareTo(other) == 0;
    }

    @Override
    public int compareTo(Done other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Integer.compare(rank, other.rank);
    }
}
