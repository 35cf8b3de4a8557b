package dev.milepost.adversaries;

import dev.milepost.simulator.Dice;
import dev.milepost.simulator.Season;

/** What people buy, and what goes back. */
final class Shop {

    private static final long MINUTE = 60_000;

    private Shop() {}

    /** Within a twentieth above what earns the reward, to the cent. */
    static long justEnough(Dice dice, Offer offer) {
        return offer.leastMinor() + dice.below((int) (offer.leastMinor() / 20));
    }

    /** What honest people spend. */
    static long anything(Dice dice, Account buyer) {
        return buyer.market.priceMinor(dice.logarithmic(600, 40_000));
    }

    /** Enough for the reward, and no more than one is willing to lose for it. */
    static long enough(Dice dice, Account buyer) {
        long least = buyer.offer().leastMinor();
        return dice.logarithmic(least + least / 10, Math.max(buyer.market.priceMinor(9_000), 4 * least));
    }

    /** When an honest person buys first, after the signup. */
    static long firstLag(Dice dice) {
        return dice.logarithmic(10 * MINUTE, 20 * Season.DAY);
    }

    /** Some of it, or all of it, some time within a month. */
    static Order returned(Dice dice, Order order) {
        long minor = dice.chance(0.6) ? order.amountMinor() : Math.max(1, order.amountMinor() / 3);
        return order.refunded(dice.logarithmic(6 * Season.HOUR, 29 * Season.DAY), minor);
    }

    /** All of it, once the reward is out, or nearly. */
    static Order takenBack(Dice dice, Offer offer, Order order) {
        long held = offer.holdDays() * Season.DAY;
        long after = dice.chance(0.8)
                ? dice.between(Math.min(held, 16 * Season.DAY), 29 * Season.DAY)
                : held + dice.between(Season.HOUR, 5 * Season.DAY);
        return order.refunded(after, order.amountMinor());
    }
}
