package dev.milepost.fraud.model.identifier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one identifier: the accounts that were seen on it in the 90 d before, that is in (t − 90 d, t], and the labels
 * of those that were.
 *
 * <p>It links accounts into rings by guarded edges: only accounts that have settled, 24 h after they were first seen on it, or
 * 10 min after they were seen on it at high risk; and only while 2 to 20 accounts are on it, settled or not. Where one has left
 * the 90 d, or it is shared by more, the edge ends. Addresses send theirs too: what they are worth alone, nothing, the rings know.
 *
 * <p>Times never go back from call to call. How often {@link #advanceTo} is asked, and by which times, changes no answer, but
 * edges are told then: at {@link #nextTimer} at the latest.
 *
 * <p>State: as bytes 16, and 12 and the id of each account that is kept, of 512 at most, so up to 25 kB; on the heap about 100 and
 * the id of each. Of more than 512 the first that came are kept, and all are counted by {@link Crowd} (1 kB) until 90 d after the
 * last that could not be kept.
 */
public final class IdentifierState {

    /** For how long an account that was seen counts. */
    public static final long WINDOW_MILLIS = Duration.ofDays(90).toMillis();

    public static final long SETTLES_MILLIS = Duration.ofHours(24).toMillis();
    public static final long SETTLES_AT_HIGH_RISK_MILLIS =
            Duration.ofMinutes(10).toMillis();
    public static final int LINKS_FROM = 2;
    public static final int LINKS_UP_TO = 20;
    public static final int KEPT = 512;

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** In the order of their ids. */
    final ArrayList<Sighting> sightings = new ArrayList<>();

    DecayedCount fraud = new DecayedCount();
    DecayedCount benign = new DecayedCount();

    /** Null where all accounts of the window are kept. */
    Crowd crowd;

    /** When one was seen last that is not kept. */
    long crowdedMillis = Long.MIN_VALUE;

    long asOfMillis = Long.MIN_VALUE;

    /** How much was told to the rings. */
    long told;

    /** Nobody leaves the window before. Not state: it is found again. */
    private long leavesMillis = Long.MIN_VALUE;

    /** Notes that an account used it, and tells what changes of its links. */
    public List<Link> see(Identifier self, String account, long timeMillis, boolean highRisk) {
        // Who left the window before comes anew.
        List<Link> changes = advanceTo(self, timeMillis);
        int at = find(account);
        if (at >= 0) {
            Sighting sighting = sightings.get(at);
            sighting.lastMillis = timeMillis;
            sighting.settlesMillis = highRisk
                    ? Math.min(sighting.settlesMillis, timeMillis + SETTLES_AT_HIGH_RISK_MILLIS)
                    : sighting.settlesMillis;
        } else if (sightings.size() < KEPT) {
            long settles = timeMillis + (highRisk ? SETTLES_AT_HIGH_RISK_MILLIS : SETTLES_MILLIS);
            sightings.add(-at - 1, new Sighting(account, timeMillis, settles));
            leavesMillis = Math.min(leavesMillis, timeMillis + WINDOW_MILLIS);
        } else {
            crowd(timeMillis);
        }
        if (crowd != null) {
            crowd.see(account, day(timeMillis));
        }
        changes.addAll(links(self, timeMillis));
        return changes;
    }

    private void crowd(long timeMillis) {
        crowdedMillis = timeMillis;
        if (crowd == null) {
            crowd = new Crowd();
            sightings.forEach(each -> crowd.see(each.account, day(each.lastMillis)));
        }
    }

    /** Counts a label of an account that was on it, or takes back that very one. */
    public void label(Label label, boolean takenBack) {
        (label.fraud() ? fraud : benign).add(label.labelledMillis(), takenBack);
    }

    /** Tells the links that begin or end up to a time because of it alone. */
    public List<Link> advanceTo(Identifier self, long timeMillis) {
        forget(timeMillis);
        return links(self, timeMillis);
    }

    /** When {@link #advanceTo} has something to do; Long.MAX_VALUE for never. */
    public long nextTimer() {
        long next = Math.min(fraud.forgottenMillis(), benign.forgottenMillis());
        for (Sighting sighting : sightings) {
            next = Math.min(next, sighting.lastMillis + WINDOW_MILLIS);
            if (sighting.settlesMillis > asOfMillis && isShared()) {
                next = Math.min(next, sighting.settlesMillis);
            }
        }
        return crowd == null ? next : Math.min(next, crowdedMillis + WINDOW_MILLIS);
    }

    /** Whether nothing is left of it. */
    public boolean isEmpty() {
        return sightings.isEmpty() && Math.min(fraud.forgottenMillis(), benign.forgottenMillis()) == Long.MAX_VALUE;
    }

    /**
     * What it knows of a referral, by all that was seen up to that time.
     *
     * @param own the referee's own label, if it was counted here; else null
     */
    public IdentifierAnswer answer(Identifier self, String referee, String advocate, Label own, long timeMillis) {
        int degree = degree(timeMillis);
        boolean ownFraud = own != null && own.fraud();
        boolean ownBenign = own != null && !own.fraud();
        return new IdentifierAnswer(
                self,
                degree,
                Omega.of(degree),
                seen(referee, timeMillis),
                seen(advocate, timeMillis),
                (ownFraud ? fraud.without(own.labelledMillis()) : fraud).at(timeMillis),
                (ownBenign ? benign.without(own.labelledMillis()) : benign).at(timeMillis));
    }

    /** How many accounts were seen on it in the 90 d up to a time. */
    public int degree(long timeMillis) {
        int kept = 0;
        for (Sighting sighting : sightings) {
            kept += isSeen(sighting, timeMillis) ? 1 : 0;
        }
        boolean crowded = crowd != null && crowdedMillis > timeMillis - WINDOW_MILLIS;
        return crowded ? Math.max(kept, crowd.estimate(day(timeMillis - WINDOW_MILLIS) + 1)) : kept;
    }

    private IdentifierAnswer.Seen seen(String account, long timeMillis) {
        int at = account == null ? -1 : find(account);
        return at >= 0 && isSeen(sightings.get(at), timeMillis)
                ? sightings.get(at).seen()
                : null;
    }

    private static boolean isSeen(Sighting sighting, long timeMillis) {
        return sighting.lastMillis > timeMillis - WINDOW_MILLIS;
    }

    /** Forgets what is older than the window, except who has yet to be told to have left. */
    private void forget(long timeMillis) {
        if (timeMillis < asOfMillis) {
            throw new IllegalArgumentException("Times go on: " + timeMillis + " comes after " + asOfMillis);
        }
        asOfMillis = timeMillis;
        drop(timeMillis);
        fraud.forget(timeMillis);
        benign.forget(timeMillis);
        if (crowd != null && crowdedMillis <= timeMillis - WINDOW_MILLIS) {
            crowd = null;
            crowdedMillis = Long.MIN_VALUE;
        }
    }

    private List<Link> links(Identifier self, long timeMillis) {
        if (sightings.size() > LINKS_UP_TO && sightings.stream().noneMatch(each -> each.told)) {
            // Mostly an address of a carrier.
            return new ArrayList<>();
        }
        int degree = degree(timeMillis);
        boolean linking = degree >= LINKS_FROM && degree <= LINKS_UP_TO && settled(timeMillis) >= LINKS_FROM;
        List<Link> changes = new ArrayList<>();
        for (Sighting each : sightings) {
            boolean linked = linking && isSettled(each, timeMillis);
            if (linked != each.told) {
                each.told = linked;
                changes.add(new Link(self, each.account, degree, linked, timeMillis, ++told));
            }
        }
        drop(timeMillis);
        return changes;
    }

    private void drop(long timeMillis) {
        if (timeMillis < leavesMillis) {
            return;
        }
        sightings.removeIf(each -> !each.told && !isSeen(each, timeMillis));
        leavesMillis = Long.MAX_VALUE;
        for (Sighting each : sightings) {
            leavesMillis = Math.min(leavesMillis, each.lastMillis + WINDOW_MILLIS);
        }
    }

    private int settled(long timeMillis) {
        int settled = 0;
        for (Sighting each : sightings) {
            settled += isSettled(each, timeMillis) ? 1 : 0;
        }
        return settled;
    }

    private static boolean isSettled(Sighting sighting, long timeMillis) {
        return sighting.settlesMillis <= timeMillis && isSeen(sighting, timeMillis);
    }

    private boolean isShared() {
        return sightings.size() >= LINKS_FROM && sightings.size() <= LINKS_UP_TO;
    }

    private int find(String account) {
        int low = 0;
        int high = sightings.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = sightings.get(middle).account.compareTo(account);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -low - 1;
    }

    private static int day(long timeMillis) {
        return (int) Math.floorDiv(timeMillis, DAY_MILLIS);
    }

    /** One that shares nothing with it. */
    public IdentifierState copy() {
        IdentifierState copy = new IdentifierState();
        sightings.forEach(each -> copy.sightings.add(each.copy()));
        copy.fraud = fraud.copy();
        copy.benign = benign.copy();
        copy.crowd = crowd == null ? null : crowd.copy();
        copy.crowdedMillis = crowdedMillis;
        copy.asOfMillis = asOfMillis;
        copy.told = told;
        return copy;
    }
}
