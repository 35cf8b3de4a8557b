package dev.milepost.simulator;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what programs must make of live traffic. Holds the totals, and what stories under way will come to. */
final class ProgramTally {

    private final PriorityQueue<ExpectedMilestone> milestones =
            new PriorityQueue<>(Comparator.comparingLong(ExpectedMilestone::reachedMillis));
    private final PriorityQueue<ExpectedEntry> entries =
            new PriorityQueue<>(Comparator.comparingLong(ExpectedEntry::effectiveMillis));
    private final SortedMap<String, Long> reached = new TreeMap<>();
    private final SortedMap<ProgramTruth.Line, ProgramTruth.Sum> sums = new TreeMap<>();
    private long verdicts;
    private long reviews;
    private long payouts;
    private long asOfMillis;

    void expect(Story story) {
        milestones.addAll(story.milestones());
        entries.addAll(story.entries());
    }

    /** Counts an event; onboarding is that of whose story it is, null: nobody's. */
    void sent(SimulatedEvent event, Onboarding onboarding, Offers.Ask ask) {
        if (event.duplicate()) {
            return;
        }
        verdicts += event.stream().equals(Story.VERDICTS) ? 1 : 0;
        reviews += event.stream().equals(Story.REVIEWS) ? 1 : 0;
        payouts += event.stream().equals(Story.PAYOUTS) ? 1 : 0;
        boolean before = onboarding != null && onboarding.reachedMillis().isPresent();
        if (onboarding != null && onboarding.add(event)) {
            boolean after = onboarding.reachedMillis().isPresent();
            reached.merge(ask.label(), (after ? 1L : 0L) - (before ? 1L : 0L), Long::sum);
        }
    }

    /** Everything that happens up to this time has been sent, but for what arrives late. */
    void decided(long nowMillis) {
        asOfMillis = nowMillis;
        while (!milestones.isEmpty() && milestones.peek().reachedMillis() <= nowMillis) {
            reached.merge(milestones.poll().label(), 1L, Long::sum);
        }
        while (!entries.isEmpty() && entries.peek().effectiveMillis() <= nowMillis) {
            ExpectedEntry entry = entries.poll();
            sums.merge(
                    new ProgramTruth.Line(entry.program(), entry.step(), entry.currency()),
                    ProgramTruth.Sum.of(entry),
                    ProgramTruth.Sum::plus);
        }
    }

    int pending() {
        return milestones.size() + entries.size();
    }

    ProgramTruth truth() {
        return new ProgramTruth(
                Instant.ofEpochMilli(asOfMillis),
                Collections.unmodifiableSortedMap(new TreeMap<>(reached)),
                Collections.unmodifiableSortedMap(new TreeMap<>(sums)),
                verdicts,
                reviews,
                payouts);
    }
}
