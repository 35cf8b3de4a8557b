package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.time.Timeline;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All of one subject of one reward: what was completed, and what was decided. Mutable.
 *
 * <p>What was decided long ago is forgotten together with its completions, from the first on, and what is said of those later is
 * not heard any more. Four numbers remain of all of them.
 */
final class Slot {

    final SlotKey key;
    final TreeMap<Place, Completion> completions = new TreeMap<>();
    /**
     * Which are let go as they count the same referrals as an earlier one that is here, by their ordinals: that one's. They stand,
     * or are passed over, as that one does.
     */
    final TreeMap<Long, Long> spared = new TreeMap<>();
    /** By occurrence. */
    final TreeMap<Integer, Award> awards = new TreeMap<>();
    /** Of each {@code release_when} by its number. */
    final Map<Integer, Timeline<Condition>> conditions = new HashMap<>();

    /** The last completion that is forgotten; 0: none. */
    long forgottenOrdinal;
    /** The last occurrence that is: it is not decided again; {@link #NONE}: none. */
    int forgottenOccurrence = NONE;
    /** How many forgotten completions did not stand then: later ones have moved up by as many. */
    long passed;
    /** When the last one was forgotten; Long.MIN_VALUE: never. */
    long forgottenMillis = Long.MIN_VALUE;

    /** When there is something to forget next; Long.MAX_VALUE: that nobody knows yet. */
    long forgetsMillis = Long.MAX_VALUE;

    static final int NONE = -1;

    Slot(SlotKey key) {
        this.key = key;
    }

    Slot copy() {
        Slot copy = new Slot(key);
        copy.completions.putAll(completions);
        copy.spared.putAll(spared);
        awards.forEach((occurrence, award) -> copy.awards.put(occurrence, award.copy()));
        conditions.forEach((condition, timeline) -> copy.conditions.put(condition, timeline.copy()));
        copy.forgottenOrdinal = forgottenOrdinal;
        copy.forgottenOccurrence = forgottenOccurrence;
        copy.passed = passed;
        copy.forgottenMillis = forgottenMillis;
        copy.forgetsMillis = forgetsMillis;
        return copy;
    }

    /** The completions of a rung, in order; 0: of no ladder. */
    SortedMap<Place, Completion> ofRung(int rung) {
        return completions.subMap(new Place(rung, Long.MIN_VALUE), new Place(rung + 1, Long.MIN_VALUE));
    }

    /**
     * A completion of no ladder goes, or is another by now.
     *
     * @param like the ordinal of one that counts the same referrals; null: there is none, or it comes back
     */
    void goes(long ordinal, Long like) {
        spared.remove(ordinal);
        if (like == null) {
            spared.values().removeIf(kept -> kept == ordinal);
        } else {
            spared.replaceAll((each, kept) -> kept == ordinal ? like : kept);
            spared.put(ordinal, like);
        }
    }

    boolean isForgotten(Place place) {
        return place.rung() == 0 && place.ordinal() <= forgottenOrdinal;
    }

    /** Whether that occurrence has been decided. */
    boolean isDecided(int occurrence) {
        return occurrence <= forgottenOccurrence
                || awards.containsKey(occurrence)
                || (occurrence <= 1 && isFirstDecided());
    }

    /** Whatever the version said of others: the only one is the first. */
    private boolean isFirstDecided() {
        return forgottenOccurrence != NONE || awards.containsKey(0) || awards.containsKey(1);
    }

    /** Whether it says nothing. */
    boolean isEmpty() {
        return completions.isEmpty()
                && awards.isEmpty()
                && conditions.isEmpty()
                && passed == 0
                && forgottenMillis == Long.MIN_VALUE;
    }
}
