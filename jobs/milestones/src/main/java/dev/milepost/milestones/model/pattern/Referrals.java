package dev.milepost.milestones.model.pattern;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * The referral_ids that a number counts, in the order in which they came. Immutable. An id that comes often is held no more than
 * about twice: all are gone through only when there are twice as many as the last time, so one more costs O(1) amortised.
 */
final class Referrals {

    static final Referrals NONE = new Referrals(Fifo.empty(), 0);

    private static final int FEW = 8;

    private final Fifo<String> ids;

    /** How many different ones there were when they were gone through last. */
    private final int different;

    private Referrals(Fifo<String> ids, int different) {
        this.ids = ids;
        this.different = different;
    }

    static Referrals of(List<String> ids) {
        return ids.isEmpty() ? NONE : new Referrals(Fifo.of(ids), ids.size());
    }

    Referrals with(List<String> others) {
        if (others.isEmpty()) {
            return this;
        }
        Fifo<String> all = ids;
        for (String id : others) {
            all = all.push(id);
        }
        return all.size() > 2 * different + FEW
                ? of(List.copyOf(new LinkedHashSet<>(all.toList())))
                : new Referrals(all, different);
    }

    /** Each once. */
    List<String> list() {
        return List.copyOf(new LinkedHashSet<>(ids.toList()));
    }

    /** The ones, then those of the others that are not among them. */
    static List<String> union(List<String> some, List<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        LinkedHashSet<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Referrals referrals && list().equals(referrals.list());
    }

    @Override
    public int hashCode() {
        return list().hashCode();
    }

    @Override
    public String toString() {
        return list().toString();
    }
}
