package dev.milepost.oracle.ledger;

import dev.milepost.oracle.ledger.Given.Reach;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.oracle.ledger.Given.Turn;
import dev.milepost.programs.model.Reward.Fire;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

    /** By occurrence: 0; its place, of the first n and of each; of every kth which of all that stand it is; or the rung. */
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
        } else if (fire instanceof Fire.First first) {
            // Whoever had one while fewer stood keeps it, but for what becomes of their own.
            boolean limited = view == View.AS_IT_IS;
            for (int i = 0; i < all.size() && (!limited || before + i < first.n()); i++) {
                found.put(all.get(i).place(), all.get(i));
            }
        } else if (fire instanceof Fire.Every every) {
            int k = (int) every.k();
            int begin = 0;
            for (int end = 1; end <= all.size(); end++) {
                if ((before + end) % k == 0) {
                    Basis group = together(all.subList(begin, end));
                    found.put(k == 1 ? group.place() : before + end, group);
                    begin = end;
                }
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
            if (reach != null && (view != View.AS_IT_IS || !world.isRejected(reach.referrals(), time))) {
                all.add(new Basis(rung, place, reach, reach.referrals(), turn.time(), turn.cause()));
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
