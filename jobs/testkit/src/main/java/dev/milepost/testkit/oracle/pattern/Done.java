package dev.milepost.testkit.oracle.pattern;

import java.util.List;

/**
 * A pattern is done.
 *
 * @param rank of events the place in the sorted list; of a timer the greatest, as it comes after all events of its time
 * @param referrals that it counts
 */
public record Done(long time, int rank, String causeId, Long amount, List<String> referrals)
        implements Comparable<Done> {

    static final int TIMER = Integer.MAX_VALUE;

    Done later(long at) {
        return new Done(at, TIMER, causeId, amount, referrals);
    }

    /** The same, counting the referrals of those, each once. */
    Done counting(List<Done> others) {
        List<String> all = others.stream()
                .flatMap(each -> each.referrals.stream())
                .distinct()
                .toList();
        return new Done(time, rank, causeId, amount, all);
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
