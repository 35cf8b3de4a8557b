package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.programs.model.Reward.Fire;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which occurrences of a reward stand for a subject at a moment: once, every kth, the first n, or the rungs of a ladder.
 *
 * <p>Completions that do not stand are passed over, and later ones move up. Those that are not known any more stood.
 */
final class Firing {

    /** What is passed over. */
    enum View {
        AS_IT_IS,
        /** As if no referral had been rejected. */
        BUT_FOR_REVIEWS,
        /** And as if nothing that was reached had ended. */
        ONCE_REACHED
    }

    /**
     * An occurrence stands.
     *
     * @param cause the completion that brought it about
     * @param sinceMillis since when its last part stands
     * @param causeId the event of that part
     * @param knownAtMillis the greatest received_at behind any part
     */
    record Basis(Completion cause, List<String> referrals, long sinceMillis, String causeId, long knownAtMillis) {}

    private final Slot slot;
    private final World world;
    private final long asOfMillis;
    private final View view;

    Firing(Slot slot, World world, long asOfMillis, View view) {
        this.slot = slot;
        this.world = world;
        this.asOfMillis = asOfMillis;
        this.view = view;
    }

    /** By occurrence: 0; the kth; or the rung. */
    Map<Integer, Basis> standing(Fire fire) {
        Map<Integer, Basis> standing = new TreeMap<>();
        if (fire instanceof Fire.Ladder ladder) {
            climb(ladder, standing);
            return standing;
        }
        List<Completion> group = new ArrayList<>();
        long passed = slot.fallen;
        for (Completion completion : slot.completions.values()) {
            if (completion.place().rung() != 0 || completion.at(asOfMillis) == null) {
                continue;
            }
            if (!stands(completion)) {
                passed++;
                continue;
            }
            long position = completion.ordinal() - passed;
            group.add(completion);
            if (fire instanceof Fire.Every every) {
                if (position % every.k() == 0) {
                    standing.put(Math.toIntExact(position / every.k()), basis(group));
                    group.clear();
                }
            } else {
                if (fire instanceof Fire.First first ? position <= first.n() : position == 1) {
                    standing.put(fire instanceof Fire.Once ? 0 : Math.toIntExact(position), basis(group));
                }
                group.clear();
            }
        }
        return standing;
    }

    /** Each rung by the first of its completions that stands; in an ordered ladder never before the rung below. */
    private void climb(Fire.Ladder ladder, Map<Integer, Basis> standing) {
        Basis below = null;
        for (int rung = 1; rung <= ladder.steps().size(); rung++) {
            Basis own = first(rung);
            if (ladder.ordered() && own != null && rung > 1) {
                own = below == null ? null : after(own, below);
            }
            if (own != null) {
                standing.put(rung, own);
            }
            below = own;
        }
    }

    private Basis first(int rung) {
        Place from = new Place(rung, Long.MIN_VALUE);
        Place to = new Place(rung, Long.MAX_VALUE);
        for (Completion completion : slot.completions.subMap(from, to).values()) {
            if (completion.at(asOfMillis) != null && stands(completion)) {
                return basis(List.of(completion));
            }
        }
        return null;
    }

    private static Basis after(Basis own, Basis below) {
        return new Basis(
                own.cause(),
                own.referrals(),
                Math.max(own.sinceMillis(), below.sinceMillis()),
                below.sinceMillis() > own.sinceMillis() ? below.causeId() : own.causeId(),
                Math.max(own.knownAtMillis(), below.knownAtMillis()));
    }

    private boolean stands(Completion completion) {
        if (view != View.ONCE_REACHED && !completion.at(asOfMillis).stands()) {
            return false;
        }
        return view != View.AS_IT_IS
                || completion.referrals().stream().noneMatch(referral -> world.isRejected(referral, asOfMillis));
    }

    private Basis basis(List<Completion> parts) {
        Set<String> referrals = new LinkedHashSet<>();
        Turn last = null;
        long known = Long.MIN_VALUE;
        for (Completion part : parts) {
            referrals.addAll(part.referrals());
            Turn turn = part.at(asOfMillis);
            known = Math.max(known, turn.knownAtMillis());
            last = last == null || turn.timeMillis() >= last.timeMillis() ? turn : last;
        }
        return new Basis(
                parts.get(parts.size() - 1), List.copyOf(referrals), last.timeMillis(), last.causeId(), known);
    }
}
