package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.time.Usage;
import dev.milepost.milestones.model.time.Usage.Counted;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.Effect.Cap;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The caps of every beneficiary and the program's budget, as far as they are used. What a reward takes has its place in windows at
 * the time when the reward was earned.
 */
final class Limits {

    final Map<Key, Usage> caps = new HashMap<>();
    Usage budget = new Usage();

    /**
     * Whose usage: of one effect of a rung (0: no ladder) by one beneficiary.
     *
     * @param rung its number, and
     * @param effect its number, as {@link dev.milepost.programs.Lineage} gives them: they survive that a file is edited
     * @param reversedGivesBack whether it counts what is due now, else the most that ever was
     */
    record Key(String rule, int rung, int effect, String beneficiary, boolean reversedGivesBack)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::rule)
                .thenComparingInt(Key::rung)
                .thenComparingInt(Key::effect)
                .thenComparing(Key::beneficiary)
                .thenComparing(Key::reversedGivesBack);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What one reward takes.
     *
     * @param most the most that was ever due of it, unless it was voided
     * @param now what is due now
     * @param money whether that is money, of which there may be a budget
     */
    record Take(long most, long now, boolean money) {
        static final Take NOTHING = new Take(0, 0, false);

        static Take of(long due, boolean money) {
            return new Take(due, due, money);
        }

        /** More or less is due by now. */
        Take due(long dueNow) {
            return new Take(Math.max(most, dueNow), dueNow, money);
        }

        /** Nothing is due nor ever was, but for what is paid. */
        Take back(long paid) {
            return new Take(Math.min(most, paid), 0, money);
        }

        private Counted counted(boolean reversedGivesBack) {
            long sum = reversedGivesBack ? now : most;
            return new Counted(sum > 0 ? 1 : 0, sum);
        }

        private long ofBudget() {
            return money ? most : 0;
        }
    }

    /**
     * Changes what a reward takes, all or nothing.
     *
     * @param key of either kind
     * @param budgeted null: without bound
     * @return null where it was done; else {@code cap} or {@code budget}, and nothing has changed
     */
    String change(Key key, List<Cap> capped, Budget budgeted, ZoneId zone, long earnedAtMillis, Take from, Take to) {
        for (Cap cap : capped) {
            Counted more = to.counted(cap.reversedGivesBack()).minus(from.counted(cap.reversedGivesBack()));
            boolean grows = cap.count() != null ? more.count() > 0 : more.sum().signum() > 0;
            Counted most = new Counted(
                    cap.count() == null ? Long.MAX_VALUE : cap.count(), cap.sum() == null ? Long.MAX_VALUE : cap.sum());
            if (grows && !usage(key, cap.reversedGivesBack()).admits(earnedAtMillis, more, most, cap.window(), zone)) {
                return "cap";
            }
        }
        long spent = Math.subtractExact(to.ofBudget(), from.ofBudget());
        if (budgeted != null
                && spent > 0
                && !budget.admits(
                        earnedAtMillis,
                        new Counted(0, spent),
                        new Counted(Long.MAX_VALUE, budgeted.amountMinor()),
                        budgeted.window(),
                        zone)) {
            return "budget";
        }
        add(key, false, earnedAtMillis, from, to);
        add(key, true, earnedAtMillis, from, to);
        budget.add(earnedAtMillis, new Counted(0, spent));
        return null;
    }

    private void add(Key key, boolean reversedGivesBack, long timeMillis, Take from, Take to) {
        Counted more = to.counted(reversedGivesBack).minus(from.counted(reversedGivesBack));
        if (!more.equals(Counted.NOTHING)) {
            usage(key, reversedGivesBack).add(timeMillis, more);
        }
    }

    private Usage usage(Key key, boolean reversedGivesBack) {
        return caps.computeIfAbsent(
                new Key(key.rule(), key.rung(), key.effect(), key.beneficiary(), reversedGivesBack), k -> new Usage());
    }

    void forgetBefore(long timeMillis) {
        caps.values().forEach(usage -> usage.forgetBefore(timeMillis));
        caps.values().removeIf(Usage::isEmpty);
        budget.forgetBefore(timeMillis);
    }

    Limits copy() {
        Limits copy = new Limits();
        caps.forEach((key, usage) -> copy.caps.put(key, usage.copy()));
        copy.budget = budget.copy();
        return copy;
    }
}
