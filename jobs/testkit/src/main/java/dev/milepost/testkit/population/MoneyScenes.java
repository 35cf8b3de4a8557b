package dev.milepost.testkit.population;

import static dev.milepost.testkit.population.World.MILLI;

import dev.milepost.schemas.event.PurchaseKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Orders, and the ways in which money goes back. */
final class MoneyScenes {

    /** How far from its sale a purchase event concerns an order. */
    private static final Duration RETENTION = Duration.ofDays(400);

    static final List<Scene> ALL = List.of(
            MoneyScenes::refunds,
            MoneyScenes::cancelledRefunds,
            MoneyScenes::oddRefunds,
            MoneyScenes::duplicateOrders,
            MoneyScenes::smallAmounts,
            MoneyScenes::renewals,
            MoneyScenes::apartByMoreThanAMonth,
            MoneyScenes::retentionEdges,
            MoneyScenes::longAfterTheSale);

    private MoneyScenes() {}

    /** A customer with two touches, so that every cent of net has somewhere to go. */
    private static Person customer(World world, Cast cast, Instant at) {
        Person person = cast.person();
        world.visit(person.anonymousId(), at.minusSeconds(200 + world.below(100)), "social");
        world.referralClick(person.anonymousId(), at.minusSeconds(100 + world.below(100)), world.standingCode());
        world.signup(person, at.minusSeconds(50));
        return person;
    }

    private static void back(
            World world, PurchaseKind kind, String userId, String order, Instant at, String refundId, long amount) {
        world.add(world.purchase(userId, at, kind, order, amount)
                .setRefundId(refundId)
                .build());
    }

    /** Partial, full, by several refund ids, by one id twice, and charged back. */
    private static void refunds(World world, Cast cast) {
        Instant at = world.moment();
        String user = customer(world, cast, at).userId();
        Instant later = at.plus(world.millisUpTo(Duration.ofDays(40)));
        String partial = world.order(user, at, 5_000);
        back(world, PurchaseKind.REFUND, user, partial, later, world.id("r"), 1 + world.below(4_998));
        String full = world.order(user, at.plusSeconds(1), 1_999);
        back(world, PurchaseKind.REFUND, user, full, later, world.id("r"), 1_999);
        String several = world.order(user, at.plusSeconds(2), 3_000);
        back(world, PurchaseKind.REFUND, user, several, later, world.id("r"), 700);
        back(world, PurchaseKind.CHARGEBACK, user, several, later, world.id("r"), world.chance(0.5) ? 801 : 2_801);
        String twice = world.order(user, at.plusSeconds(3), 4_000);
        String id = world.id("r");
        back(world, PurchaseKind.REFUND, user, twice, later, id, 100);
        back(world, PurchaseKind.CHARGEBACK, user, twice, later.plusMillis(world.below(2)), id, 250);
        String charged = world.order(user, at.plusSeconds(4), 4_100);
        back(world, PurchaseKind.CHARGEBACK, user, charged, later, world.id("r"), 4_100);
    }

    /** A cancellation after its refund, and one that is before it. */
    private static void cancelledRefunds(World world, Cast cast) {
        Instant at = world.moment();
        String user = customer(world, cast, at).userId();
        String after = world.order(user, at, 2_000);
        String id = world.id("r");
        back(world, PurchaseKind.REFUND, user, after, at.plusSeconds(10), id, 600);
        back(world, PurchaseKind.REFUND, user, after, at.plusSeconds(11), world.id("r"), 50);
        back(world, PurchaseKind.REFUND_CANCELLED, user, after, at.plus(Duration.ofDays(2)), id, 600);
        String before = world.order(user, at, 2_100);
        String other = world.id("r");
        back(world, PurchaseKind.REFUND_CANCELLED, user, before, at.plusSeconds(20), other, 0);
        back(world, PurchaseKind.CHARGEBACK, user, before, at.plusSeconds(20).plus(MILLI), other, 2_100);
    }

    /** Before its order, of an order that never comes, without a refund_id, and of another currency. */
    private static void oddRefunds(World world, Cast cast) {
        Instant at = world.moment();
        String user = customer(world, cast, at).userId();
        String order = world.id("o");
        back(world, PurchaseKind.REFUND, user, order, at.minusSeconds(5), world.id("r"), 333);
        world.add(world.purchase(user, at, PurchaseKind.ORDER, order, 1_000).build());
        back(world, PurchaseKind.REFUND, user, world.id("o"), at, world.id("r"), 444);
        String anonymous = world.order(user, at.plusSeconds(1), 1_001);
        back(world, PurchaseKind.REFUND, user, anonymous, at.plusSeconds(9), null, 10);
        back(world, PurchaseKind.REFUND, user, anonymous, at.plusSeconds(9), null, 10);
        String foreign = world.order(user, at.plusSeconds(2), 1_002);
        world.add(world.purchase(user, at.plusSeconds(world.below(20) - 10), PurchaseKind.REFUND, foreign, 500)
                .setRefundId(world.id("r"))
                .setCurrency("EUR")
                .build());
    }

    /** One order_id, two events: the earlier stands, ties by event_id. Another user's same order_id is another order. */
    private static void duplicateOrders(World world, Cast cast) {
        Instant at = world.moment();
        String user = customer(world, cast, at).userId();
        String order = world.id("o");
        boolean tie = world.chance(0.3);
        long amount = 1_500;
        world.add(world.purchase(user, at, PurchaseKind.ORDER, order, amount).build());
        world.add(world.purchase(
                        user,
                        tie
                                ? at
                                : at.plus(world.millisUpTo(Duration.ofHours(3))).plus(MILLI),
                        PurchaseKind.ORDER,
                        order,
                        tie ? amount : amount - 1 - world.below(900))
                .build());
        world.add(world.purchase(cast.person().userId(), at, PurchaseKind.ORDER, order, 77)
                .build());
        back(world, PurchaseKind.REFUND, user, order, at.plusSeconds(30), world.id("r"), 25);
    }

    private static void smallAmounts(World world, Cast cast) {
        Instant at = world.moment();
        Person person = customer(world, cast, at);
        world.visit(person.anonymousId(), at.minusSeconds(2), "email");
        world.order(person.userId(), at, 0);
        world.order(person.userId(), at, 1);
        world.order(person.userId(), at.plusSeconds(1), 2);
    }

    private static void renewals(World world, Cast cast) {
        Instant at = world.moment();
        String user = customer(world, cast, at).userId();
        for (int i = 0; i < 3; i++) {
            PurchaseKind kind = i == 1 ? PurchaseKind.ORDER : PurchaseKind.RENEWAL;
            world.add(world.purchase(user, at.plus(Duration.ofDays(15L * i)), kind, world.id("o"), 1_000)
                    .setCurrency("EUR")
                    .setMrrMinor(1_000L)
                    .build());
        }
    }

    /** Refunds, a cancellation and a second sale as far from the sale as they count, and a millisecond farther. */
    private static void retentionEdges(World world, Cast cast) {
        Instant at = world.moment();
        String user = customer(world, cast, at).userId();
        Instant last = at.plus(RETENTION);
        String order = world.id("o");
        back(world, PurchaseKind.REFUND, user, order, at.minus(RETENTION).minus(MILLI), world.id("r"), 1);
        back(world, PurchaseKind.REFUND, user, order, at.minus(RETENTION), world.id("r"), 20);
        world.add(world.purchase(user, at, PurchaseKind.ORDER, order, 9_000).build());
        String inTime = world.id("r");
        back(world, PurchaseKind.CHARGEBACK, user, order, last, inTime, 300);
        back(world, PurchaseKind.REFUND, user, order, last.plus(MILLI), world.id("r"), 4_000);
        back(world, PurchaseKind.REFUND_CANCELLED, user, order, last.plus(MILLI), inTime, 300);
        world.add(world.purchase(user, last, PurchaseKind.ORDER, order, 7).build());
        world.add(world.purchase(user, last.plus(MILLI), PurchaseKind.RENEWAL, order, 8)
                .build());
    }

    /** By then nothing else of the order is remembered: not its amount, nor what it was refunded. */
    private static void longAfterTheSale(World world, Cast cast) {
        Instant at = world.moment();
        String user = customer(world, cast, at).userId();
        String order = world.order(user, at, 3_100);
        back(world, PurchaseKind.REFUND, user, order, at.plus(Duration.ofDays(3)), world.id("r"), 100);
        Instant late = at.plus(RETENTION).plus(Duration.ofDays(25)).plus(world.millisUpTo(Duration.ofDays(9)));
        back(world, PurchaseKind.REFUND, user, order, late, world.id("r"), 3_000);
        world.add(world.purchase(user, late.plusSeconds(world.below(90)), PurchaseKind.ORDER, order, 3_100)
                .build());
        world.order(user, late.plusSeconds(100), 3_200);
    }

    /** The second order has none of the first's touches, then one of its own. */
    private static void apartByMoreThanAMonth(World world, Cast cast) {
        Instant at = world.moment();
        Person person = customer(world, cast, at);
        world.order(person.userId(), at, 1_700);
        world.order(person.userId(), at.plus(Duration.ofDays(31)), 1_800);
        world.visit(person.anonymousId(), at.plus(Duration.ofDays(60)), "paid_search");
        world.order(person.userId(), at.plus(Duration.ofDays(62)), 1_900);
    }
}
