package dev.milepost.testkit.scenario;

import dev.milepost.testkit.scenario.ExpectedReward.Entry;
import dev.milepost.testkit.scenario.ExpectedReward.EntryKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Whether a chain of entries can be: else the script, and not the ledger, is wrong. */
final class Chains {

    /** What may follow what: the ledger's transitions. */
    private static final Map<EntryKind, Set<EntryKind>> FOLLOWS = Map.of(
            EntryKind.EARNED, EnumSet.of(EntryKind.HELD),
            EntryKind.HELD, EnumSet.of(EntryKind.RELEASED, EntryKind.VOIDED),
            EntryKind.RELEASED, EnumSet.of(EntryKind.PAID, EntryKind.EXPIRED, EntryKind.REVERSED),
            EntryKind.PAID, EnumSet.of(EntryKind.PAID, EntryKind.REVERSED),
            EntryKind.REVERSED, EnumSet.of(EntryKind.REVERSED, EntryKind.PAID, EntryKind.EXPIRED),
            EntryKind.VOIDED, EnumSet.noneOf(EntryKind.class),
            EntryKind.EXPIRED, EnumSet.noneOf(EntryKind.class));

    private Chains() {}

    static void check(ExpectedReward reward, Issues issues) {
        if (reward.entries().isEmpty()) {
            issues.add(reward.line(), "has no entry: write its chain below it, or that it is skipped");
            return;
        }
        Entry before = null;
        long owed = 0;
        String unit = null;
        for (Entry entry : reward.entries()) {
            if (before == null
                    ? entry.kind() != EntryKind.EARNED
                    : !FOLLOWS.get(before.kind()).contains(entry.kind())) {
                issues.add(
                        entry.line(),
                        entry.kind() + (before == null ? " begins a chain" : " follows " + before.kind())
                                + ", which no reward does: correct the order");
            }
            if (before != null && entry.effectiveAt().isBefore(before.effectiveAt())) {
                issues.add(entry.line(), "is earlier than the entry above it: correct the times");
            }
            if (entry.quantity() != null) {
                if (unit != null && !unit.equals(entry.quantity().unit())) {
                    issues.add(
                            entry.line(), "is in " + entry.quantity().unit() + ", the chain in " + unit + ": use one");
                }
                unit = entry.quantity().unit();
            }
            owed = Math.addExact(owed, entry.minor());
            before = entry;
        }
        EntryKind last = before.kind();
        if (last != reward.state()) {
            issues.add(reward.line(), "is " + reward.state() + ", and its last entry " + last + ": correct one");
        }
        if ((last == EntryKind.VOIDED || last == EntryKind.EXPIRED) && owed != 0) {
            issues.add(
                    before.line(),
                    last + " leaves " + owed + " minor units owed: it carries minus all that is still owed");
        }
    }
}
