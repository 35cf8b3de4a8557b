package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes up the referees of one adversary, in the adversary's {@link Manner}. What does not show by it is as honest people's
 * is: fresh things behind somebody else's address, an ordinary lead, an ordinary order.
 */
final class Forger {

    private static final long MINUTE = 60_000;

    /** What gives accounts away that are spared the usual. */
    private static final List<Trace> INSTEAD = List.of(Trace.SHARED_DEVICE, Trace.SHARED_CARD, Trace.LIKE_EMAIL);

    private static final List<Trace> OF_ONE_ACCOUNT = List.of(
            Trace.SHARED_DEVICE, Trace.SHARED_CARD, Trace.LIKE_EMAIL, Trace.DEVICE_POOL, Trace.CARD_POOL, Trace.HASTE);

    private final World world;
    private final Dice dice;
    private final Account advocate;
    private final Manner manner;
    private final Typology typology;
    private final String group;
    private final Pool devices;
    private final Pool cards;
    private final List<String> networks = new ArrayList<>();

    Forger(World world, Dice dice, Account advocate, Manner manner, Typology typology, String group) {
        this.world = world;
        this.dice = dice;
        this.advocate = advocate;
        this.manner = manner;
        this.typology = typology;
        this.group = group;
        this.devices = new Pool();
        this.cards = new Pool();
        networks.add(dice.hash());
        networks.add(dice.hash());
    }

    /** One more account, which signs up at a time after the code was made. */
    Account forge(long signup) {
        Account made = world.stranger(dice, advocate.market, Math.max(signup, advocate.codeMillis + MINUTE));
        boolean spared = OF_ONE_ACCOUNT.contains(manner.cause()) && dice.chance(manner.sparing());
        Trace cause = spared ? dice.pick(INSTEAD) : manner.cause();
        things(made, cause);
        mail(made, cause);
        network(made);
        made.arrival = new Arrival(advocate.code(), way(), lead(made, cause));
        Invitations.tell(dice, advocate, made);
        purchases(made, cause);
        world.refer(made, advocate, typology, cause, group);
        return made;
    }

    private boolean shows(Trace cause, Trace trace, double faint) {
        return cause == trace || manner.hints(dice, trace, faint, 0);
    }

    private void things(Account made, Trace cause) {
        if (shows(cause, Trace.SHARED_DEVICE, 0.15)) {
            made.device = advocate.device;
        } else if (shows(cause, Trace.DEVICE_POOL, 0.22)) {
            made.device = devices.next(dice, turns(made, cause == Trace.DEVICE_POOL));
        }
        if (shows(cause, Trace.SHARED_CARD, 0.15)) {
            made.paysWithCardOf(advocate);
        } else if (shows(cause, Trace.CARD_POOL, 0.22)) {
            made.card = cards.next(dice, turns(made, cause == Trace.CARD_POOL));
        }
    }

    /** How many accounts have one thing: less and less with the adversary's drift. */
    private int turns(Account made, boolean plain) {
        return plain ? 4 + dice.below(4) - (int) Math.round(2 * world.calendar().changed(made.joined)) : 2;
    }

    private void mail(Account made, Trace cause) {
        if (shows(cause, Trace.LIKE_EMAIL, 0.3)) {
            made.minhash = Likeness.of(dice, advocate.minhash, dice.below(3));
            if (dice.chance(0.15)) {
                made.minhash = advocate.minhash;
                made.emailHash = advocate.emailHash;
                made.emailDomain = advocate.emailDomain;
            }
        }
        if (manner.hints(dice, Trace.THROWAWAY_EMAIL, 0.16, 0.01)) {
            made.emailDomain = dice.pick(Friends.THROWAWAY);
        }
    }

    private void network(Account made) {
        if (manner.hints(dice, Trace.SAME_NETWORK, 0.4, 0)) {
            made.livesWith(advocate);
        } else if (manner.hints(dice, Trace.ONE_NETWORK, 0.45, 0)) {
            made.prefix = dice.pick(networks);
        }
    }

    private Arrival.Way way() {
        if (manner.shows(dice, Trace.NO_CLICK, 0.97, 0.26, 0.15)) {
            return dice.chance(0.5) ? Arrival.Way.CODE_ONLY : Arrival.Way.OTHER_DEVICE;
        }
        return dice.chance(0.7) ? Arrival.Way.LINK : Arrival.Way.LINK_AND_CODE;
    }

    private long lead(Account made, Trace cause) {
        long wanted = dice.logarithmic(MINUTE, 4 * Season.DAY);
        if (cause == Trace.HASTE) {
            double slower = 1 + 3 * world.calendar().changed(made.joined);
            wanted = (long) (slower * dice.between(4_000, 6_500));
        } else if (manner.hints(dice, Trace.HASTE, 0.22, 0.03)) {
            wanted = dice.logarithmic(8_000, 45_000);
        }
        return Math.min(wanted, made.joined - advocate.codeMillis - 1_000);
    }

    private void purchases(Account made, Trace cause) {
        made.silent = manner.shows(dice, Trace.SILENCE, 0.96, 0.35, 0.15);
        boolean tuned = manner.shows(dice, Trace.TUNED_AMOUNTS, 0.96, 0.14, 0.06);
        long amount = tuned ? Shop.justEnough(dice, made.offer()) : Shop.enough(dice, made);
        Order order = Order.kept(dice.logarithmic(10 * MINUTE, 8 * Season.DAY), amount);
        if (manner.shows(dice, Trace.TAKES_BACK, 0.95, 0.12, 0.05)) {
            order = Shop.takenBack(dice, made.offer(), order);
        } else if (dice.chance(cause == Trace.CARD_POOL ? 0.35 : 0.12)) {
            order = order.chargedBack(dice.logarithmic(20 * Season.DAY, 75 * Season.DAY));
        }
        made.orders.add(order);
    }
}
