package dev.milepost.simulator;

import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.util.List;

/** What a person pays, and what goes back. */
final class OrderStory {

    private static final long MINUTE = 60_000;
    private static final double SHOPPERS = 0.3;
    private static final double SUBSCRIBERS = 0.15;
    private static final int MOST_ORDERS = 6;
    private static final int MOST_RENEWALS = 120;
    private static final double CHURN = 0.1;
    private static final List<Long> PLANS_CENTS = List.of(900L, 1_900L, 4_900L, 19_900L);

    private final Story story;
    private final Person person;
    private int orders;

    OrderStory(Story story) {
        this.story = story;
        this.person = story.person;
    }

    void tell() {
        if (person.fromBefore() || story.dice.chance(SHOPPERS + SUBSCRIBERS)) {
            if (story.dice.chance(SHOPPERS / (SHOPPERS + SUBSCRIBERS))) {
                shop();
            } else {
                subscribe();
            }
        }
    }

    private void shop() {
        long time = person.joinedMillis() + story.pace.lag(story.dice, 5 * MINUTE, 14 * Season.DAY);
        for (int i = 0; i < MOST_ORDERS && time < story.endMillis; i++) {
            long amount = person.market().priceMinor(story.dice.logarithmic(700, 40_000));
            String order = order();
            story.purchase(time, order, PurchaseKind.ORDER, amount)
                    .getProperties()
                    .put("items", Integer.toString(1 + story.dice.below(4)));
            refunds(order, time, amount);
            if (story.dice.chance(0.4)) {
                return;
            }
            time = story.pace.waking(
                    story.dice,
                    time + story.pace.lag(story.dice, 3 * Season.DAY, 35 * Season.DAY),
                    person.market().utcOffsetHours);
        }
    }

    private void subscribe() {
        long amount = person.market().priceMinor(story.dice.pick(PLANS_CENTS));
        long time = person.joinedMillis() + story.pace.lag(story.dice, 10 * MINUTE, 14 * Season.DAY);
        PurchaseKind kind = person.fromBefore() ? PurchaseKind.RENEWAL : PurchaseKind.ORDER;
        for (int i = 0; i < MOST_RENEWALS && time < story.endMillis; i++) {
            String order = order();
            Purchase purchase = story.purchase(time, order, kind, amount);
            purchase.setMrrMinor(amount);
            purchase.getProperties().put("plan", person.plan());
            refunds(order, time, amount);
            if (story.dice.chance(CHURN)) {
                return;
            }
            kind = PurchaseKind.RENEWAL;
            time += story.pace.lag(30 * Season.DAY);
        }
    }

    private void refunds(String order, long ordered, long amount) {
        long time = ordered + story.pace.lag(story.dice, Season.HOUR, 25 * Season.DAY);
        switch (story.dice.weighted(850, 50, 35, 20, 15, 15, 8, 7)) {
            case 0 -> {}
            case 1 -> back(order, time, PurchaseKind.REFUND, amount, "r1");
            case 2 -> back(order, time, PurchaseKind.REFUND, Math.max(1, amount / 3), "r1");
            case 3 -> {
                back(order, time, PurchaseKind.REFUND, amount / 4, "r1");
                time += story.pace.lag(story.dice, Season.HOUR, 5 * Season.DAY);
                back(order, time, PurchaseKind.REFUND, amount / 5, "r2");
            }
            case 4 -> back(order, time, PurchaseKind.CHARGEBACK, amount, "c1");
            case 5 -> {
                back(order, time, PurchaseKind.REFUND, amount, "r1");
                time += story.pace.lag(story.dice, Season.HOUR, 5 * Season.DAY);
                back(order, time, PurchaseKind.REFUND_CANCELLED, amount, "r1");
            }
            case 6 -> { // refunded and charged back: the net stays at zero
                back(order, time, PurchaseKind.REFUND, amount, "r1");
                time += story.pace.lag(story.dice, Season.DAY, 20 * Season.DAY);
                back(order, time, PurchaseKind.CHARGEBACK, amount, "c1");
            }
            default -> { // one refund told twice, as events of their own
                back(order, time, PurchaseKind.REFUND, amount / 2, "r1");
                time += story.pace.lag(story.dice, MINUTE, Season.HOUR);
                back(order, time, PurchaseKind.REFUND, amount / 2, "r1");
            }
        }
    }

    private void back(String order, long time, PurchaseKind kind, long amount, String refund) {
        story.purchase(time, order, kind, amount).setRefundId(order + "-" + refund);
    }

    private String order() {
        return "o" + person.name() + "-" + ++orders;
    }
}
