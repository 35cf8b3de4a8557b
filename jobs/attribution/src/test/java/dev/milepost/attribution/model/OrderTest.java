package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.purchase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Purchase SALE = Given.order("e1", T0, "o", 10_000);

    @Test
    void netIsGrossLessTheRefundsThatStand() {
        assertThat(order(SALE).netMinor()).isEqualTo(10_000);
        assertThat(order(SALE, refund("e2", 1, 2_500, "r1"), chargeback("e3", 2, 1_000, "r2"))
                        .netMinor())
                .isEqualTo(6_500);
    }

    @Test
    void aRefundIdCountsOnceByItsEarliestEvent() {
        assertThat(order(SALE, refund("e3", 3, 9_000, "r1"), chargeback("e2", 2, 2_500, "r1"))
                        .netMinor())
                .isEqualTo(7_500);
    }

    @Test
    void netIsNeverBelowZeroEvenForTheLargestAmounts() {
        assertThat(order(SALE, refund("e2", 1, 9_999, "r1"), refund("e3", 2, 5_000, "r2"))
                        .netMinor())
                .isZero();
        assertThat(order(SALE, refund("e2", 1, Long.MAX_VALUE, "r1"), refund("e3", 2, Long.MAX_VALUE, "r2"))
                        .netMinor())
                .isZero();
    }

    @Test
    void aCancelledRefundDoesNotStandWhicheverCameFirst() {
        Purchase refund = refund("e3", 3, 2_500, "r1");
        assertThat(order(SALE, refund, cancelled("e4", 4, "r1")).netMinor()).isEqualTo(10_000);
        assertThat(order(SALE, refund, cancelled("e2", 2, "r1")).netMinor()).isEqualTo(10_000);
        assertThat(order(SALE, refund, cancelled("e2", 2, "r2")).netMinor()).isEqualTo(7_500);
    }

    @Test
    void aRefundOfAnotherCurrencyCountsNothingAndIsRefused() {
        Purchase euros = purchase("e2", T0 + 1, "o", PurchaseKind.REFUND, 2_500, "r1", "EUR");
        Order order = order(SALE, euros, refund("e3", 2, 1_000, "r1"));
        assertThat(order.netMinor()).isEqualTo(9_000);
        assertThat(order.refusal(euros).reason()).isEqualTo("currency_mismatch");
        assertThat(order.refusal(euros).detail()).isEqualTo("currency is EUR, the order's is USD");
        assertThat(order.refusal(order.purchases().get(2))).isNull();
    }

    @Test
    void theEarliestSaleMakesTheOrderAndTheOthersAreDuplicates() {
        Purchase renewal = purchase("e0", T0, "o", PurchaseKind.RENEWAL, 5_000, "");
        Order order = order(SALE, renewal);
        assertThat(order.sale()).isEqualTo(renewal);
        assertThat(order.netMinor()).isEqualTo(5_000);
        assertThat(order.refusal(renewal)).isNull();
        assertThat(order.refusal(SALE).reason()).isEqualTo("duplicate_order");
        assertThat(order.refusal(SALE).detail()).isEqualTo("order_id o was made by event e0 already");
    }

    @Test
    void refundsWithoutASaleAreNoOrderAndNotRefused() {
        Order order = order(refund("e2", 1, 100, "r1"));
        assertThat(order.sale()).isNull();
        assertThat(order.refusal(order.purchases().get(0))).isNull();
    }

    @Test
    void anEventThatIsPutAgainTakesThePlaceOfItsVersion() {
        Order order = order(SALE, Given.order("e1", T0, "o", 7_000));
        assertThat(order.purchases()).hasSize(1);
        assertThat(order.netMinor()).isEqualTo(7_000);
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
            assertThat(order.netMinor()).isBetween(0L, order.sale().amountMinor());
        }
    }

    private static Order order(Purchase... purchases) {
        Order order = new Order("o", List.of());
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
