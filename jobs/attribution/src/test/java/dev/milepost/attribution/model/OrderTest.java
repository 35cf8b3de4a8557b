package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.purchase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final long RETENTION = 400 * Given.DAY;
    private static final Purchase SALE = Given.order("e1", T0, "o", 10_000);

    @Test
    void netIsGrossLessTheRefundsThatStand() {
        assertThat(order(SALE).netMinor(RETENTION)).isEqualTo(10_000);
        assertThat(order(SALE, refund("e2", 1, 2_500, "r1"), chargeback("e3", 2, 1_000, "r2"))
                        .netMinor(RETENTION))
                .isEqualTo(6_500);
    }

    @Test
    void aRefundIdCountsOnceByItsEarliestEvent() {
        assertThat(order(SALE, refund("e3", 3, 9_000, "r1"), chargeback("e2", 2, 2_500, "r1"))
                        .netMinor(RETENTION))
                .isEqualTo(7_500);
    }

    @Test
    void netIsNeverBelowZeroEvenForTheLargestAmounts() {
        assertThat(order(SALE, refund("e2", 1, 9_999, "r1"), refund("e3", 2, 5_000, "r2"))
                        .netMinor(RETENTION))
                .isZero();
        assertThat(order(SALE, refund("e2", 1, Long.MAX_VALUE, "r1"), refund("e3", 2, Long.MAX_VALUE, "r2"))
                        .netMinor(RETENTION))
                .isZero();
    }

    @Test
    void aCancelledRefundDoesNotStandWhicheverCameFirst() {
        Purchase refund = refund("e3", 3, 2_500, "r1");
        assertThat(order(SALE, refund, cancelled("e4", 4, "r1")).netMinor(RETENTION))
                .isEqualTo(10_000);
        assertThat(order(SALE, refund, cancelled("e2", 2, "r1")).netMinor(RETENTION))
                .isEqualTo(10_000);
        assertThat(order(SALE, refund, cancelled("e2", 2, "r2")).netMinor(RETENTION))
                .isEqualTo(7_500);
    }

    /** Of 10,000: 7,000; then 3,000 of 5,000; the third, of the first's refund_id, and what comes after, nothing. */
    @Test
    void eachRefundTakesWhatTheEarlierOnesHaveLeft() {
        Purchase first = refund("e2", 1, 7_000, "r1");
        Purchase second = chargeback("e3", 2, 5_000, "r2");
        Purchase again = refund("e4", 3, 1_000, "r1");
        Purchase last = refund("e5", 4, 1_000, "r3");
        Order order = order(SALE, first, second, again, last);
        assertThat(order.refunds(RETENTION))
                .containsExactly(entry(first, 7_000L), entry(second, 3_000L), entry(again, 0L), entry(last, 0L));
        assertThat(order.refundKnownMillis(second)).isEqualTo(second.timeMillis());

        Purchase undone = cancelled("e6", 5, "r1");
        Order undoneOrder = order(SALE, first, second, again, last, undone);
        assertThat(undoneOrder.refunds(RETENTION))
                .containsExactly(entry(first, 0L), entry(second, 5_000L), entry(again, 0L), entry(last, 1_000L));
        assertThat(undoneOrder.refundKnownMillis(second)).isEqualTo(undone.timeMillis());
        assertThat(undoneOrder.netMinor(RETENTION)).isEqualTo(4_000);
    }

    @Test
    void aRefundOfAnotherCurrencyCountsNothingAndIsRefused() {
        Purchase euros = purchase("e2", T0 + 1, "o", PurchaseKind.REFUND, 2_500, "r1", "EUR");
        Order order = order(SALE, euros, refund("e3", 2, 1_000, "r1"));
        assertThat(order.netMinor(RETENTION)).isEqualTo(9_000);
        assertThat(order.refusal(euros, RETENTION).reason()).isEqualTo("currency_mismatch");
        assertThat(order.refusal(euros, RETENTION).detail()).isEqualTo("currency is EUR, the order's is USD");
        assertThat(order.refusal(order.purchases().get(2), RETENTION)).isNull();
    }

    @Test
    void theEarliestSaleMakesTheOrderAndTheOthersAreDuplicates() {
        Purchase renewal = purchase("e0", T0, "o", PurchaseKind.RENEWAL, 5_000, "");
        Order order = order(SALE, renewal);
        assertThat(order.sale()).isEqualTo(renewal);
        assertThat(order.netMinor(RETENTION)).isEqualTo(5_000);
        assertThat(order.refusal(renewal, RETENTION)).isNull();
        assertThat(order.refusal(SALE, RETENTION).reason()).isEqualTo("duplicate_order");
        assertThat(order.refusal(SALE, RETENTION).detail()).isEqualTo("order_id o was made by event e0 already");
    }

    @Test
    void refundsWithoutASaleAreNoOrderAndUnknown() {
        Order order = order(refund("e2", 1, 100, "r1"));
        assertThat(order.sale()).isNull();
        assertThat(reason(order, "e2")).isEqualTo("order_unknown");
    }

    @Test
    void aPurchaseCountsUpToTheRetentionAfterItsSaleAndNotAMillisecondLater() {
        Order order = order(
                SALE,
                refund("in", RETENTION, 1_000, "r1"),
                refund("out", RETENTION + 1, 300, "r2"),
                chargeback("again", RETENTION + 1, 700, "r1"),
                cancelled("undo", RETENTION + 1, "r1"),
                Given.order("same", T0 + RETENTION, "o", 7),
                Given.order("later", T0 + RETENTION + 1, "o", 8));
        assertThat(order.netMinor(RETENTION)).isEqualTo(9_000);
        assertThat(List.of("in", "out", "again", "undo", "same", "later"))
                .extracting(id -> reason(order, id))
                .containsExactly(
                        null, "order_expired", "order_expired", "order_expired", "duplicate_order", "order_expired");
    }

    @Test
    void aRefundWaitsForItsSaleNoLongerThanTheRetention() {
        Order order = order(
                refund("out", -RETENTION - 1, 300, "r1"),
                refund("in", -RETENTION, 1_000, "r1"),
                cancelled("undo", -RETENTION - 1, "r1"),
                SALE);
        assertThat(order.netMinor(RETENTION)).isEqualTo(9_000);
        assertThat(List.of("out", "in", "undo"))
                .extracting(id -> reason(order, id))
                .containsExactly("order_unknown", null, "order_unknown");
    }

    @Test
    void ofAForgottenOrderEveryPurchaseComesTooLateASaleToo() {
        Order order =
                new Order("o", true, List.of()).with(refund("r", 0, 1, "r1")).with(SALE);
        assertThat(order.sale()).isNull();
        assertThat(List.of("r", "e1")).extracting(id -> reason(order, id)).containsOnly("order_expired");
        assertThat(order.refusal(SALE, RETENTION).detail())
                .isEqualTo("order_id o was sold more than attribution.order_retention before it");
    }

    @Test
    void onceSoldItKeepsOnlyWhatDecides() {
        Purchase refund = refund("e2", 1, 2_500, "r1");
        Purchase told = new Purchase(
                refund.userId(),
                refund.eventId(),
                refund.timeMillis(),
                refund.orderId(),
                refund.kind(),
                refund.amountMinor(),
                refund.currency(),
                refund.refundId(),
                refund.qualifies(),
                refund.receivedAtMillis(),
                refund.origin(),
                "{\"mrr_minor\":7}");
        assertThat(order(told).settled()).as("it may be refused yet").isEqualTo(order(told));
        assertThat(order(told).isSettled()).isTrue();
        assertThat(order(SALE, told).isSettled()).isFalse();
        assertThat(order(SALE, told).settled()).isEqualTo(order(SALE, refund));
    }

    private static String reason(Order order, String eventId) {
        for (Purchase purchase : order.purchases()) {
            if (purchase.eventId().equals(eventId)) {
                AttributionFact.Refused refused = order.refusal(purchase, RETENTION);
                return refused == null ? null : refused.reason();
            }
        }
        throw new AssertionError(eventId);
    }

    @Test
    void anEventThatIsPutAgainTakesThePlaceOfItsVersion() {
        Order order = order(SALE, Given.order("e1", T0, "o", 7_000));
        assertThat(order.purchases()).hasSize(1);
        assertThat(order.netMinor(RETENTION)).isEqualTo(7_000);
    }

    @Test
    void theOrderOfArrivalDoesNotMatter() {
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            List<Purchase> purchases = new ArrayList<>(List.of(SALE));
            for (int n = random.nextInt(8); n > 0; n--) {
                PurchaseKind kind = Given.any(random, PurchaseKind.values());
                String refundId = kind.isSale() ? "" : "r" + random.nextInt(3);
                purchases.add(purchase("x" + n, T0 + random.nextInt(4), "o", kind, random.nextInt(9_000), refundId));
            }
            Order order = order(purchases.toArray(Purchase[]::new));
            Collections.shuffle(purchases, random);
            assertThat(order(purchases.toArray(Purchase[]::new))).isEqualTo(order);
            assertThat(order.netMinor(RETENTION)).isBetween(0L, order.sale().amountMinor());
        }
    }

    private static Order order(Purchase... purchases) {
        Order order = new Order("o", false, List.of());
        for (Purchase purchase : purchases) {
            order = order.with(purchase);
        }
        return order;
    }

    private static Purchase refund(String eventId, long after, long amount, String refundId) {
        return purchase(eventId, T0 + after, "o", PurchaseKind.REFUND, amount, refundId);
    }

    private static Purchase chargeback(String eventId, long after, long amount, String refundId) {
        return purchase(eventId, T0 + after, "o", PurchaseKind.CHARGEBACK, amount, refundId);
    }

    private static Purchase cancelled(String eventId, long after, String refundId) {
        return purchase(eventId, T0 + after, "o", PurchaseKind.REFUND_CANCELLED, 0, refundId);
    }
}
