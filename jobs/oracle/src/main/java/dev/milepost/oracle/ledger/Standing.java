package dev.milepost.oracle.ledger;

import dev.milepost.oracle.ledger.Given.Reach;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.oracle.ledger.Given.Turn;
import dev.milepost.programs.model.Reward.Fire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which occurrences of a reward stand for a subject at a time. */
final class Standing {

    /** What is passed over: referrals that were rejected and what ended by that; and all else that has ended. */
    enum View {
        AS_IT_IS,
        BUT_FOR_REVIEWS,
        ONCE_REACHED
    }

    /** By what an occurrence stands: of several completions the last, all their referrals, and since when the last of them is so. */
    record Basis(int rung, int place, Reach reach, List<String> referrals, long since, String cause) {}

    private final World world;

    Standing(World world) {
        this.world = world;
    }

    /** By occurrence, where a completion is none by itself: 0; of every kth which of all that stand it is; or the rung. */
    Map<Integer, Basis> of(Subject subject, Settled settled, Fire fire, List<Integer> rungs, long time, View view) {
        Map<Integer, Basis> found = new TreeMap<>();
        if (fire instanceof Fire.Ladder ladder) {
            Basis below = null;
            for (int rung : rungs) {
                List<Basis> all = all(subject, rung, 0, time, view);
                Basis own = all.isEmpty() ? null : all.get(0);
                if (ladder.ordered() && rung != rungs.get(0) && own != null) {
                    own = below == null ? null : notBefore(below, own);
                }
                if (own != null) {
                    found.put(rung, own);
                }
                below = own;
            }
            return found;
        }
        int before = settled.position();
        List<Basis> all = all(subject, 0, settled.places(), time, view);
        if (fire instanceof Fire.Once && settled.places() == 0 && !all.isEmpty()) {
            found.put(0, all.get(0));
        } else if (fire instanceof Fire.Every every) {
            int k = (int) every.k();
            int begin = 0;
            for (int end = 1; end <= all.size(); end++) {
                if ((before + end) % k == 0) {
                    found.put(before + end, together(all.subList(begin, end)));
                    begin = end;
                }
            }
        }
        return found;
    }

    /** Whether each completion is an occurrence. */
    static boolean isByItself(Fire fire) {
        return fire instanceof Fire.First || (fire instanceof Fire.Every every && every.k() == 1);
    }

    /**
     * Of the first n, and of each one: what was granted for a completion is that one's, wherever it stands by now. Of what is new,
     * what counts a referral of one that is gone has become of that; the rest has the number of its place, or one behind all.
     */
    Map<Integer, Basis> each(
            Subject subject, Settled settled, Fire fire, Collection<Award> awards, long time, View view) {
        if (view != View.AS_IT_IS) {
            return once(subject, awards, time, view);
        }
        List<Basis> all = all(subject, 0, settled.places(), time, view);
        IdentityHashMap<Basis, Integer> numbers = new IdentityHashMap<>();
        List<Award> gone = new ArrayList<>();
        for (Award award : awards) {
            Basis same = all.stream()
                    .filter(basis -> award.rung == 0 && basis.reach().isSame(award.reach))
                    .findFirst()
                    .orElse(null);
            if (same != null && !numbers.containsKey(same)) {
                numbers.put(same, award.occurrence);
            } else if (award.rung == 0) {
                gone.add(award);
            }
        }
        for (Basis basis : all) {
            gone.stream()
                    .filter(award -> !numbers.containsKey(basis) && shares(award, basis))
                    .min(Comparator.comparing((Award award) -> award.occurrence != basis.place())
                            .thenComparing(award -> award.occurrence))
                    .ifPresent(award -> {
                        gone.remove(award);
                        numbers.put(basis, award.occurrence);
                    });
        }
        TreeSet<Integer> used = new TreeSet<>(List.of(0, Math.max(0, settled.occurrence())));
        awards.forEach(award -> used.add(award.occurrence));
        for (Basis basis : all) {
            if (!numbers.containsKey(basis)) {
                boolean free = basis.place() > settled.occurrence() && !used.contains(basis.place());
                numbers.put(basis, free ? basis.place() : used.last() + 1);
                used.add(numbers.get(basis));
            }
        }
        // Whoever had one while fewer stood keeps it, but for what becomes of their own.
        long most = fire instanceof Fire.First first ? first.n() : Long.MAX_VALUE;
        Map<Integer, Basis> found = new TreeMap<>();
        for (int i = 0; i < all.size() && settled.position() + i < most; i++) {
            found.put(numbers.get(all.get(i)), all.get(i));
        }
        return found;
    }

    private static boolean shares(Award award, Basis basis) {
        List<String> before = award.reach.referrals();
        List<String> now = basis.reach().referrals();
        return (before.isEmpty() && now.isEmpty()) || now.stream().anyMatch(before::contains);
    }

    /** What was granted, and stood once; or stands, or did until a decision about a referral. */
    private static Map<Integer, Basis> once(Subject subject, Collection<Award> awards, long time, View view) {
        Map<Integer, Basis> found = new TreeMap<>();
        for (Award award : awards) {
            long latest = Long.MIN_VALUE;
            boolean decided = false;
            Basis last = null;
            List<List<Turn>> places = subject.completions.getOrDefault(0, List.of());
            for (int place = 1; place <= places.size(); place++) {
                List<Turn> turns = places.get(place - 1).stream()
                        .filter(turn -> turn.time() <= time)
                        .toList();
                for (int i = 0; i < turns.size(); i++) {
                    Turn turn = turns.get(i);
                    Turn end = i + 1 < turns.size() ? turns.get(i + 1) : null;
                    long until = end == null ? Long.MAX_VALUE : end.time();
                    if (turn.reach() != null && turn.reach().isSame(award.reach) && until > latest) {
                        latest = until;
                        decided = end == null || end.byReview();
                        last = new Basis(0, place, turn.reach(), turn.reach().restsOn(), turn.time(), turn.cause());
                    }
                }
            }
            if (last != null && (view == View.ONCE_REACHED || decided)) {
                found.put(award.occurrence, last);
            }
        }
        return found;
    }

    /** A rung does not stand before the one below it. */
    private static Basis notBefore(Basis below, Basis own) {
        return below.since() > own.since()
                ? new Basis(own.rung(), own.place(), own.reach(), own.referrals(), below.since(), below.cause())
                : own;
    }

    private static Basis together(List<Basis> group) {
        Set<String> referrals = new LinkedHashSet<>();
        Basis latest = group.get(0);
        for (Basis each : group) {
            referrals.addAll(each.referrals());
            latest = each.since() >= latest.since() ? each : latest;
        }
        Basis end = group.get(group.size() - 1);
        return new Basis(end.rung(), end.place(), end.reach(), List.copyOf(referrals), latest.since(), latest.cause());
    }

    /** Each completion that stands, in order, behind the first so many places. */
    private List<Basis> all(Subject subject, int rung, int behind, long time, View view) {
        List<Basis> all = new ArrayList<>();
        List<List<Turn>> places = subject.completions.getOrDefault(rung, List.of());
        for (int place = behind + 1; place <= places.size(); place++) {
            List<Turn> turns = places.get(place - 1);
            Turn turn = Subject.at(turns, time);
            if (turn == null) {
                continue;
            }
            boolean ended = view == View.ONCE_REACHED || (view == View.BUT_FOR_REVIEWS && turn.byReview());
            Reach reach = ended ? onceReached(turns, time) : turn.reach();
            if (reach != null && (view != View.AS_IT_IS || !world.isRejected(reach.restsOn(), time))) {
                all.add(new Basis(rung, place, reach, reach.restsOn(), turn.time(), turn.cause()));
            }
        }
        return all;
    }

    /** How many stand of those places behind the first so many. */
    int count(Subject subject, int behind, int place, long time) {
        return (int) all(subject, 0, behind, time, View.AS_IT_IS).stream()
                .filter(each -> each.place() <= place)
                .count();
    }

    static Reach onceReached(List<Turn> turns, long time) {
        Reach last = null;
        for (Turn turn : turns) {
            last = turn.time() <= time && turn.reach() != null ? turn.reach() : last;
        }
        return last;
    }
}
