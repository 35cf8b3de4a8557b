package dev.milepost.runtime.fold;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Facts that a decider gets once event time has come to when they count, by the timestamps of their records: what came late
 * decides nothing of before. Those about one thing stay in the order in which they came: the one that counts first takes those with
 * it that came before it. A checkpoint's barrier lets all of them go: the watermark that went ahead of a late one has come to every
 * input before it, so what was due without it is decided.
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

    /** In the order in which they count; some may have been taken already. */
    private final PriorityQueue<Held<F>> inTurn = new PriorityQueue<>(
            Comparator.<Held<F>>comparingLong(Held::countsMillis).thenComparingLong(Held::sequence));

    /** In the order in which they came, those that are held. */
    private final Map<Subject, Queue<Held<F>>> held = new HashMap<>();

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
        if (countsMillis <= watermark && !held.containsKey(about)) {
            taker.take(key, change);
            return;
        }
        Held<F> given = new Held<>(about, change, countsMillis, sequence++);
        held.computeIfAbsent(about, any -> new ArrayDeque<>(2)).add(given);
        inTurn.add(given);
        take(watermark);
    }

    void passed(long watermarkMillis) throws Exception {
        watermark = watermarkMillis;
        take(watermarkMillis);
    }

    /** Nothing is held any longer. */
    void all() throws Exception {
        take(Long.MAX_VALUE);
    }

    private void take(long timeMillis) throws Exception {
        while (!inTurn.isEmpty() && inTurn.peek().countsMillis() <= timeMillis) {
            Held<F> due = inTurn.poll();
            Queue<Held<F>> before = held.get(due.about());
            while (before != null && !before.isEmpty() && before.peek().sequence() <= due.sequence()) {
                taker.take(due.about().key(), before.poll().change());
            }
            if (before != null && before.isEmpty()) {
                held.remove(due.about());
            }
        }
    }
}
