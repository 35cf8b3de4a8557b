package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;
import java.util.List;

/** Makes the honest referees of one advocate. Now and then one has something that adversaries have, by chance. */
final class Friends {

    /** Domains that are made for addresses of a day. */
    static final List<String> THROWAWAY =
            List.of("mailinator.com", "guerrillamail.com", "10minutemail.com", "yopmail.com", "temp-mail.org");

    private static final long MINUTE = 60_000;
    private static final double BUYS = 0.7;
    private static final double BUYS_AGAIN = 0.35;
    private static final double CHARGED_BACK = 0.006;
    private static final double AT_THE_ADVOCATES = 0.0015;
    private static final double BY_THE_ADVOCATES_CARD = 0.0015;
    private static final double SECOND_HAND = 0.03;
    private static final double GIFT_CARD = 0.03;
    private static final double LIKE_NAMED = 0.002;
    private static final double VISITING = 0.1;

    /** Advocates whose friends are mostly of one town. */
    private static final double LOCAL = 0.3;

    private final World world;
    private final Dice dice;
    private final Account advocate;
    private final Leanings leanings;
    private final Typology typology;
    private final String group;
    private final String nearby;
    private final Pool shop = new Pool();
    private Account before;

    /** @param group null where there is none */
    Friends(World world, Dice dice, Account advocate, Leanings leanings, Typology typology, String group) {
        this.world = world;
        this.dice = dice;
        this.advocate = advocate;
        this.leanings = leanings;
        this.typology = typology;
        this.group = group;
        this.nearby = dice.chance(LOCAL) ? dice.hash() : null;
    }

    /** One more, who signs up at a time after the code was made. */
    Account come(long signup) {
        Account friend = world.stranger(dice, advocate.market, Math.max(signup, advocate.codeMillis + MINUTE));
        things(friend);
        friend.arrival = new Arrival(advocate.code(), way(), lead(friend));
        Invitations.tell(dice, advocate, friend);
        purchases(friend);
        world.refer(friend, advocate, typology, null, group);
        before = friend;
        return friend;
    }

    private void things(Account friend) {
        if (dice.chance(leanings.throwaway())) {
            friend.emailDomain = dice.pick(THROWAWAY);
        }
        if (dice.chance(AT_THE_ADVOCATES)) {
            friend.device = advocate.device;
            friend.livesWith(advocate);
        } else if (dice.chance(VISITING)) {
            friend.livesWith(advocate);
        } else if (nearby != null && dice.chance(0.4)) {
            friend.prefix = nearby;
        }
        if (dice.chance(BY_THE_ADVOCATES_CARD)) {
            friend.paysWithCardOf(advocate);
        }
        if (dice.chance(LIKE_NAMED)) {
            friend.minhash = Likeness.of(dice, advocate.minhash, 1 + dice.below(3));
        }
        if (leanings.oddity() == Trace.DEVICE_POOL) {
            friend.device = shop.next(dice, 4 + dice.below(3));
        } else if (leanings.oddity() == Trace.CARD_POOL) {
            friend.card = shop.next(dice, 4 + dice.below(3));
        }
        if (before != null && dice.chance(SECOND_HAND)) {
            friend.device = before.device;
        }
        if (before != null && dice.chance(GIFT_CARD)) {
            friend.card = before.card;
        }
    }

    private Arrival.Way way() {
        if (dice.chance(leanings.noClick())) {
            return dice.chance(0.55) ? Arrival.Way.CODE_ONLY : Arrival.Way.OTHER_DEVICE;
        }
        return switch (dice.weighted(65, 28, 7)) {
            case 0 -> Arrival.Way.LINK;
            case 1 -> Arrival.Way.LINK_AND_CODE;
            default -> Arrival.Way.INVITE;
        };
    }

    private long lead(Account friend) {
        long wanted = dice.chance(leanings.haste())
                ? dice.logarithmic(leanings.isOdd() ? 4_000 : 6_000, leanings.isOdd() ? 8_000 : 45_000)
                : dice.logarithmic(MINUTE, 6 * Season.DAY);
        return Math.min(wanted, friend.joined - advocate.codeMillis - 1_000);
    }

    private void purchases(Account friend) {
        if (!dice.chance(BUYS)) {
            return;
        }
        friend.silent = dice.chance(leanings.silent());
        long lag = Shop.firstLag(dice);
        do {
            long amount = dice.chance(leanings.bargain())
                    ? Shop.justEnough(dice, friend.offer())
                    : Shop.anything(dice, friend);
            Order order = Order.kept(lag, amount);
            if (dice.chance(leanings.returns())) {
                order = Shop.returned(dice, order);
            } else if (dice.chance(CHARGED_BACK)) {
                order = order.chargedBack(dice.logarithmic(10 * Season.DAY, 60 * Season.DAY));
            }
            friend.orders.add(order);
            lag += dice.logarithmic(3 * Season.DAY, 35 * Season.DAY);
        } while (!friend.silent && dice.chance(BUYS_AGAIN));
    }
}
