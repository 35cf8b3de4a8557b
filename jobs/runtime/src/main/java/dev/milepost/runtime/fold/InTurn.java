package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands changes to a fold in the order of event time, as far as they may wait: each costs one application then, in any other
 * order a replay of its key's tail. What a fold makes of them is the same either way.
 *
 * <p>What a key has due together it gets together: facts that several of its changes touch are told once. But what came late, and
 * counts later, goes by itself: what the others lead to does not wait for it.
 *
 * <p>Nothing waits longer than to the next checkpoint, because no row is visible before it: what is left then goes to the
 * fold ahead of the barrier, in order as far as it has come. So nothing that waits is ever in state. What is late goes to
 * the fold at once, and so does the earlier half where more wait than {@link #MOST}.
 *
 * @param <E> the events and facts
 */
final class InTurn<E extends Timed> {

    /** The most changes that one instance holds: megabytes of clicks; of accounts, so many whole records. */
    static final int MOST = 1 << 14;

    /** Takes a change whose turn has come. */
    @FunctionalInterface
    interface Taker<E extends Timed> {
        /**
         * Takes it.
         *
         * @param countsMillis when it counts: its element's time, or later where it came late
         * @param moreFollow another change of this key follows at once
         */
        void take(String key, Change<E> change, long countsMillis, boolean moreFollow) throws Exception;
    }

    private final Waiting<E> waiting = new Waiting<>();
    private final Taker<E> taker;
    private long watermark = Long.MIN_VALUE;

    InTurn(Taker<E> taker) {
        this.taker = taker;
    }

    /**
     * One comes.
     *
     * @param timestampMillis of its record; what counts later than its element's time waits for that
     */
    void come(String key, Change<E> change, long timestampMillis) throws Exception {
        long counts = Math.max(change.element().timeMillis(), timestampMillis);
        boolean late = counts <= watermark;
        if (late && change.kind() == Change.Kind.ADD) {
            taker.take(key, change, counts, false);
            return;
        }
        waiting.add(key, change, counts);
        if (late) {
            // Behind what waits of the same fact.
            take(watermark, 0);
        } else if (waiting.size() > MOST) {
            take(Long.MAX_VALUE, MOST / 2);
        }
    }

    void passed(long watermarkMillis) throws Exception {
        watermark = watermarkMillis;
        take(watermarkMillis, 0);
    }

    /** Nothing waits any longer. */
    void all() throws Exception {
        take(Long.MAX_VALUE, 0);
    }

    /** Hands on what is due up to and including that time, key by key, until so many are left. */
    private void take(long timeMillis, int left) throws Exception {
        Map<String, List<Waiting.Held<E>>> due = new LinkedHashMap<>();
        while (waiting.size() > left) {
            Waiting.Held<E> next = waiting.next(timeMillis);
            if (next == null) {
                break;
            }
            due.computeIfAbsent(next.key, key -> new ArrayList<>(2)).add(next);
        }
        for (Map.Entry<String, List<Waiting.Held<E>>> ofKey : due.entrySet()) {
            List<Waiting.Held<E>> changes = ofKey.getValue();
            for (int i = 0; i < changes.size(); i++) {
                Waiting.Held<E> each = changes.get(i);
                boolean together = i < changes.size() - 1
                        && !each.countsLater()
                        && !changes.get(i + 1).countsLater();
                taker.take(ofKey.getKey(), each.change, each.due(), together);
            }
        }
    }
}
