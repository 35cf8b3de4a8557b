package dev.milepost.runtime.fold;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Facts that a decider gets once event time has come to when they count, by the timestamps of their records: what came late
 * decides nothing of before. Those about one thing stay in the order in which they came. A checkpoint's barrier lets all of them go:
 * the watermark that went ahead of a late one has come to every input before it, so what was due without it is decided.
 *
 * @param <F> a fact
 */
final class Coming<F> {

    /** Takes a fact that counts now. */
    @FunctionalInterface
    interface Taker<F> {
        void take(String key, Change<F> change) throws Exception;
    }

    private record Held<F>(Subject about, Change<F> change, long countsMillis, long sequence) {}

    /** What of a key facts are about. */
    private record Subject(String key, Object what) {}

    private final PriorityQueue<Held<F>> held = new PriorityQueue<>(
            Comparator.<Held<F>>comparingLong(Held::countsMillis).thenComparingLong(Held::sequence));

    /** When the last one counts that is held about something. */
    private final Map<Subject, Long> last = new HashMap<>();

    private final Taker<F> taker;
    private long watermark = Long.MIN_VALUE;
    private long sequence;

    Coming(Taker<F> taker) {
        this.taker = taker;
    }

    /**
     * One comes.
     *
     * @param what what it is about, of its key
     */
    void come(String key, Object what, Change<F> change, long countsMillis) throws Exception {
        Subject about = new Subject(key, what);
        long counts = Math.max(countsMillis, last.getOrDefault(about, Long.MIN_VALUE));
        if (counts <= watermark) {
            taker.take(key, change);
            return;
        }
        last.put(about, counts);
        held.add(new Held<>(about, change, counts, sequence++));
    }

    void passed(long watermarkMillis) throws Exception {
        watermark = watermarkMillis;
        while (!held.isEmpty() && held.peek().countsMillis() <= watermarkMillis) {
            Held<F> next = held.poll();
            last.remove(next.about(), next.countsMillis());
            taker.take(next.about().key(), next.change());
        }
    }

    /** Nothing is held any longer. */
    void all() throws Exception {
        long reached = watermark;
        passed(Long.MAX_VALUE);
        watermark = reached;
    }
}
