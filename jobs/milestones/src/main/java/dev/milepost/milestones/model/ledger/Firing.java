package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.programs.Rung;
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
 * <p>Completions that do not stand, or whose referral is rejected, are passed over, and later ones move up. Of a pattern that
 * counts referrals none rests on a rejected one: a rejection ends it, or moves it, as a turn of its own. Those that are not known
 * any more count as {@link Slot} says.
 */
final class Firing {

    /** What is passed over. */
    enum View {
        AS_IT_IS,
        /** As if no referral had been rejected, nor had anything ended by that. */
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
    record Basis(
            Place place, Reach cause, List<String> referrals, long sinceMillis, String causeId, long knownAtMillis) {}

    /**
     * What stands as one completion, by which turn, and its position among those that stand.
     *
     * @param spared it is known only by another that counts the same referrals: it earns nothing, but has its position
     */
    private record Part(Place place, Reach reach, Turn turn, long position, boolean spared) {
        Part asSpared() {
            return new Part(place, reach, turn, position, true);
        }
    }

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

    /**
     * By occurrence: 0 of {@code once}; of the first n and of each one the completion's own, which stays that whatever becomes of
     * others ({@link Occurrences}); of every kth the position of the last of the k among those that stand, from 1; or the rung's
     * number. So of no completion anything is earned twice, nor lost, where a version changes the {@code every} or the
     * {@code first} of the one before.
     *
     * @param rungs in the file's order
     */
    Map<Integer, Basis> standing(Fire fire, List<Rung> rungs) {
        Map<Integer, Basis> standing = new TreeMap<>();
        if (fire instanceof Fire.Ladder ladder) {
            climb(ladder, rungs, standing);
            return standing;
        }
        if (fire instanceof Fire.Once) {
            // Those behind another may have been spared; where the first is not known, it was decided long ago.
            Basis first = first(0);
            if (first != null && slot.ofRung(0).firstKey().ordinal() == 1) {
                standing.put(0, first);
            }
            return standing;
        }
        if (isOwn(fire)) {
            if (view == View.AS_IT_IS) {
                own(fire instanceof Fire.First first ? first.n() : Long.MAX_VALUE, standing);
            } else {
                once(standing);
            }
            return standing;
        }
        long k = ((Fire.Every) fire).k();
        List<Part> group = new ArrayList<>();
        for (Part part : parts()) {
            group.add(part);
            if (part.position % k == 0) {
                if (!part.spared) {
                    standing.put(Math.toIntExact(part.position), basis(group));
                }
                group.clear();
            }
        }
        return standing;
    }

    /** Whether each completion earns by itself. */
    static boolean isOwn(Fire fire) {
        return fire instanceof Fire.First || (fire instanceof Fire.Every every && every.k() == 1);
    }

    /** Those that stand, and are not of a ladder. */
    private List<Part> parts() {
        TreeMap<Long, Completion> all = new TreeMap<>();
        slot.spared.forEach((ordinal, kept) -> all.put(ordinal, slot.completions.get(new Place(0, kept))));
        slot.ofRung(0).values().forEach(completion -> all.put(completion.ordinal(), completion));
        List<Part> parts = new ArrayList<>();
        long passed = slot.passed;
        for (Map.Entry<Long, Completion> each : all.entrySet()) {
            Completion completion = each.getValue();
            if (completion.at(asOfMillis) == null) {
                continue;
            }
            Part part = part(completion, each.getKey() - passed);
            if (part == null) {
                passed++;
            } else {
                parts.add(part.place.ordinal() == each.getKey() ? part : part.asSpared());
            }
        }
        return parts;
    }

    private void own(long most, Map<Integer, Basis> standing) {
        List<Part> parts = parts().stream().filter(part -> !part.spared).toList();
        List<Integer> occurrences = new Occurrences(slot)
                .of(parts.stream()
                        .map(part -> new Occurrences.Numbered(part.place.ordinal(), part.reach))
                        .toList());
        for (int i = 0; i < parts.size(); i++) {
            // What was given to a later one while an earlier did not stand, was given.
            if (parts.get(i).position <= most) {
                standing.put(occurrences.get(i), basis(List.of(parts.get(i))));
            }
        }
    }

    /** What was decided of those, and stood once, or would stand but for reviews. */
    private void once(Map<Integer, Basis> standing) {
        Map<List<Object>, Occurrences.Stay> stays = Occurrences.stays(slot, asOfMillis);
        for (Award award : slot.awards.values()) {
            Occurrences.Stay stay = stays.get(award.cause.identity());
            if (stay != null
                    && (view == View.ONCE_REACHED
                            || stay.end() == null
                            || stay.end().byReview())) {
                Part part = new Part(stay.place(), stay.turn().reach(), stay.turn(), 0, false);
                standing.put(award.occurrence, basis(List.of(part)));
            }
        }
    }

    /** Each rung by the first of its completions that stands; in an ordered ladder never before the rung below. */
    private void climb(Fire.Ladder ladder, List<Rung> rungs, Map<Integer, Basis> standing) {
        Basis below = null;
        boolean lowest = true;
        for (Rung rung : rungs) {
            Basis own = first(rung.number());
            if (ladder.ordered() && own != null && !lowest) {
                own = below == null ? null : after(own, below);
            }
            if (own != null) {
                standing.put(rung.number(), own);
            }
            below = own;
            lowest = false;
        }
    }

    private Basis first(int rung) {
        for (Completion completion : slot.ofRung(rung).values()) {
            Part part = completion.at(asOfMillis) == null ? null : part(completion, completion.ordinal());
            if (part != null) {
                return basis(List.of(part));
            }
        }
        return null;
    }

    private static Basis after(Basis own, Basis below) {
        return new Basis(
                own.place(),
                own.cause(),
                own.referrals(),
                Math.max(own.sinceMillis(), below.sinceMillis()),
                below.sinceMillis() > own.sinceMillis() ? below.causeId() : own.causeId(),
                Math.max(own.knownAtMillis(), below.knownAtMillis()));
    }

    /** Whether one stands as it is. */
    static boolean stands(Completion completion, World world, long asOfMillis) {
        Turn turn = completion.at(asOfMillis);
        return turn != null && turn.reach() != null && !world.isRejected(turn.reach(), asOfMillis);
    }

    /** Null where nothing stands. */
    private Part part(Completion completion, long position) {
        Turn turn = completion.at(asOfMillis);
        boolean once = view == View.ONCE_REACHED || (view == View.BUT_FOR_REVIEWS && turn.byReview());
        Reach reach = once ? completion.onceReached(asOfMillis) : turn.reach();
        return reach == null || (view == View.AS_IT_IS && world.isRejected(reach, asOfMillis))
                ? null
                : new Part(completion.place(), reach, turn, position, false);
    }

    private static Basis basis(List<Part> parts) {
        Set<String> referrals = new LinkedHashSet<>();
        Turn last = null;
        long known = Long.MIN_VALUE;
        for (Part part : parts) {
            referrals.addAll(part.reach.restsOn());
            known = Math.max(known, part.turn.knownAtMillis());
            last = last == null || part.turn.timeMillis() >= last.timeMillis() ? part.turn : last;
        }
        Part end = parts.get(parts.size() - 1);
        return new Basis(end.place, end.reach, List.copyOf(referrals), last.timeMillis(), last.causeId(), known);
    }
}
