package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which occurrence a completion is that earns by itself, as of the first n and of each one. A completion is the same as long as it
 * is by the same event at the same time, whatever its number has become: where one before it ends, those behind move up, and what
 * was given for them stays theirs. One that is new takes the occurrence of one that stands no more where it counts a referral of
 * that: it is what that has become, and no referral is counted twice. Any other gets one of its own: its number, or, where
 * that is another's, the next behind all.
 */
final class Occurrences {

    private final Slot slot;

    /** By award's occurrence; what is left: nothing stands of it. */
    private final Map<Integer, Award> left = new HashMap<>();

    private final Set<Integer> taken = new HashSet<>();

    /** A completion by its number, and what stands as it. */
    record Numbered(long ordinal, Reach reach) {}

    /** Where a completion stood last, and by which turn that ended; null: it did not. */
    record Stay(Place place, Turn turn, Turn end) {}

    Occurrences(Slot slot) {
        this.slot = slot;
        slot.awards.values().stream()
                .filter(award -> award.place.rung() == 0)
                .forEach(award -> left.put(award.occurrence, award));
    }

    /** Of those that stand, in their order. */
    List<Integer> of(List<Numbered> standing) {
        List<Integer> found = new ArrayList<>(Collections.nCopies(standing.size(), null));
        Map<List<Object>, Integer> known = new HashMap<>();
        left.forEach((occurrence, award) -> known.put(award.cause.identity(), occurrence));
        for (int i = 0; i < found.size(); i++) {
            Integer same = known.get(standing.get(i).reach().identity());
            found.set(i, same != null && left.remove(same) != null ? same : null);
        }
        for (int i = 0; i < found.size(); i++) {
            found.set(i, found.get(i) == null ? becomes(standing.get(i)) : found.get(i));
        }
        taken.addAll(slot.awards.keySet());
        for (int i = 0; i < found.size(); i++) {
            found.set(i, found.get(i) == null ? own(standing.get(i)) : found.get(i));
        }
        return found;
    }

    /** Null: of none that was decided. */
    private Integer becomes(Numbered completion) {
        int number = Math.toIntExact(completion.ordinal());
        Integer found = left.containsKey(number) && isOf(left.get(number), completion)
                ? (Integer) number
                : left.keySet().stream()
                        .sorted()
                        .filter(occurrence -> isOf(left.get(occurrence), completion))
                        .findFirst()
                        .orElse(null);
        left.remove(found);
        return found;
    }

    private static boolean isOf(Award award, Numbered completion) {
        List<String> before = award.cause.referrals();
        List<String> now = completion.reach().referrals();
        return (before.isEmpty() && now.isEmpty()) || !Collections.disjoint(before, now);
    }

    private int own(Numbered completion) {
        int number = Math.toIntExact(completion.ordinal());
        if (number <= slot.forgottenOccurrence || taken.contains(number)) {
            int last = taken.isEmpty() ? 0 : Collections.max(taken);
            number = Math.max(slot.forgottenOccurrence, last) + 1;
        }
        taken.add(number);
        return number;
    }

    /** By the identity of what stood: where it did last by that time. */
    static Map<List<Object>, Stay> stays(Slot slot, long asOfMillis) {
        Map<List<Object>, Stay> stays = new HashMap<>();
        for (Completion completion : slot.ofRung(0).values()) {
            List<Turn> turns = completion.turns();
            for (int i = 0; i < turns.size() && turns.get(i).timeMillis() <= asOfMillis; i++) {
                Turn turn = turns.get(i);
                boolean ends = i + 1 < turns.size() && turns.get(i + 1).timeMillis() <= asOfMillis;
                if (turn.reach() != null) {
                    Stay stay = new Stay(completion.place(), turn, ends ? turns.get(i + 1) : null);
                    stays.merge(turn.reach().identity(), stay, Occurrences::later);
                }
            }
        }
        return stays;
    }

    private static Stay later(Stay one, Stay other) {
        return endMillis(other) > endMillis(one) ? other : one;
    }

    private static long endMillis(Stay stay) {
        return stay.end == null ? Long.MAX_VALUE : stay.end.timeMillis();
    }
}
