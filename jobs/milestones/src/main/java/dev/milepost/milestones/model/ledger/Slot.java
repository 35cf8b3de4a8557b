package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.time.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** All of one subject of one reward: what was completed, and what was decided. Mutable. */
final class Slot {

    final SlotKey key;
    final TreeMap<Place, Completion> completions = new TreeMap<>();
    /** By occurrence. */
    final TreeMap<Integer, Award> awards = new TreeMap<>();
    /** Of each effect with a {@code release_when}. */
    final Map<ConditionKey, Timeline<Condition>> conditions = new HashMap<>();
    /** How many forgotten completions did not stand: later ones move up by as many. */
    long fallen;

    /** An effect of a rung; of no ladder, of rung 0. */
    record ConditionKey(int rung, int effect) implements Comparable<ConditionKey> {
        @Override
        public int compareTo(ConditionKey other) {
            return rung != other.rung ? Integer.compare(rung, other.rung) : Integer.compare(effect, other.effect);
        }
    }

    Slot(SlotKey key) {
        this.key = key;
    }

    Slot copy() {
        Slot copy = new Slot(key);
        copy.completions.putAll(completions);
        awards.forEach((occurrence, award) -> copy.awards.put(occurrence, award.copy()));
        conditions.forEach((condition, timeline) -> copy.conditions.put(condition, timeline.copy()));
        copy.fallen = fallen;
        return copy;
    }

    boolean isEmpty() {
        return completions.isEmpty() && awards.isEmpty() && conditions.isEmpty() && fallen == 0;
    }
}
