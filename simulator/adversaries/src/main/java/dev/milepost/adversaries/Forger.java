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

    /** Accounts that are given other things than the rest, so that another trace gives them away. */
    private static final double SPARED = 0.12;

    private static final List<Trace> OF_ONE_ACCOUNT = List.of(
            Trace.SHARED_DEVICE, Trace.SHARED_CARD, Trace.LIKE_EMAIL, Trace.DEVICE_POOL, Trace.CARD_POOL, Trace.HASTE);

    private final World world;
    private final Dice dice;
    private final Account advocate;
    private final Manner manner;
    private final Typology typology;
    private final String group;
    private final Trace instead;
    private final double silence;
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
        this.instead = dice.pick(List.of(Trace.SHARED_DEVICE, Trace.SHARED_CARD, Trace.LIKE_EMAIL));
        this.silence = manner.isPlain(Trace.SILENCE) ? 0.95 : manner.isFaint(Trace.SILENCE) ? 0.6 : 0.3;
        this.devices = new Pool(dice, Trace.DEVICE_POOL);
        this.cards = new Pool(dice, Trace.CARD_POOL);
        networks.add(dice.hash());
        networks.add(dice.hash());
    }

    /** One more account, which signs up at a time after the code was made. */
    Account forge(long signup) {
        Account made = world.stranger(dice, advocate.market, Math.max(signup, advocate.codeMillis + MINUTE));
        boolean spared = OF_ONE_ACCOUNT.contains(manner.cause()) && dice.chance(SPARED);
        Trace cause = spared ? instead : manner.cause();
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
        return cause == trace || (manner.isFaint(trace) && dice.chance(faint));
    }

    private void things(Account made, Trace cause) {
        if (shows(cause, Trace.SHARED_DEVICE, 0.3)) {
            made.device = advocate.device;
        } else if (shows(cause, Trace.DEVICE_POOL, 0.5)) {
            made.device = devices.next(dice, cause, world.calendar().changed(made.joined));
        }
        if (shows(cause, Trace.SHARED_CARD, 0.3)) {
            made.card = advocate.card;
        } else if (shows(cause, Trace.CARD_POOL, 0.5)) {
            made.card = cards.next(dice, cause, world.calendar().changed(made.joined));
        }
    }

    private void mail(Account made, Trace cause) {
        if (shows(cause, Trace.LIKE_EMAIL, 0.35)) {
            made.minhash = Likeness.of(dice, advocate.minhash, dice.below(3));
            if (dice.chance(0.15)) {
                made.minhash = advocate.minhash;
                made.emailHash = advocate.emailHash;
                made.emailDomain = advocate.emailDomain;
            }
        }
        if (manner.isFaint(Trace.THROWAWAY_EMAIL) && dice.chance(0.5)) {
            made.emailDomain = dice.pick(Friends.THROWAWAY);
        }
    }

    private void network(Account made) {
        if (manner.isFaint(Trace.SAME_NETWORK) && dice.chance(0.5)) {
            made.livesWith(advocate);
        } else if (manner.isFaint(Trace.ONE_NETWORK) && dice.chance(0.6)) {
            made.prefix = dice.pick(networks);
        }
    }

    private Arrival.Way way() {
        double share = manner.isPlain(Trace.NO_CLICK) ? 0.96 : manner.isFaint(Trace.NO_CLICK) ? 0.5 : 0.2;
        if (dice.chance(share)) {
            return dice.chance(0.5) ? Arrival.Way.CODE_ONLY : Arrival.Way.OTHER_DEVICE;
        }
        return dice.chance(0.7) ? Arrival.Way.LINK : Arrival.Way.LINK_AND_CODE;
    }

    private long lead(Account made, Trace cause) {
        long wanted = dice.logarithmic(MINUTE, 4 * Season.DAY);
        if (cause == Trace.HASTE) {
            double slower = 1 + 3 * world.calendar().changed(made.joined);
            wanted = (long) (slower * dice.between(4_000, 6_500));
        } else if (manner.isFaint(Trace.HASTE) && dice.chance(0.5)) {
            wanted = dice.logarithmic(8_000, 45_000);
        }
        return Math.min(wanted, made.joined - advocate.codeMillis - 1_000);
    }

    private void purchases(Account made, Trace cause) {
        made.silent = dice.chance(silence);
        boolean tuned = manner.shows(dice, Trace.TUNED_AMOUNTS, 0.95, 0.4);
        long amount = tuned ? Shop.justEnough(dice, made.offer()) : Shop.enough(dice, made);
        Order order = Order.kept(dice.logarithmic(10 * MINUTE, 8 * Season.DAY), amount);
        if (manner.shows(dice, Trace.TAKES_BACK, 0.92, 0.35)) {
            order = Shop.takenBack(dice, made.offer(), order);
        } else if (dice.chance(cause == Trace.CARD_POOL ? 0.35 : 0.12)) {
            order = order.chargedBack(dice.logarithmic(20 * Season.DAY, 75 * Season.DAY));
        }
        made.orders.add(order);
    }

    /** Devices or instruments that several accounts have one after the other. */
    private static final class Pool {

        private final Trace trace;
        private String thing;
        private int left;

        Pool(Dice dice, Trace trace) {
            this.trace = trace;
            this.thing = dice.hash();
        }

        /** @param changed how far the adversary has gone over to shorter turns */
        String next(Dice dice, Trace cause, double changed) {
            if (left == 0) {
                thing = dice.hash();
                left = cause == trace ? 4 + dice.below(4) - (int) Math.round(2 * changed) : 2;
            }
            left--;
            return thing;
        }
    }
}
