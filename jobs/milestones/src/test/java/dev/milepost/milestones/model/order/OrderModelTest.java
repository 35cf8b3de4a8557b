package dev.milepost.milestones.model.order;

import static dev.milepost.milestones.model.order.Purchases.bound;
import static dev.milepost.milestones.model.order.Purchases.purchase;
import static dev.milepost.milestones.model.order.Purchases.qualified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OrderModelTest {

    private static final long REVISED = 1_000;
    private static final long HORIZON = 10_000;

    private final FoldDriver<OrderState, PersonEvent, OrderKey, OrderFact> fold =
            new FoldDriver<>(new OrderModel(REVISED, HORIZON), new OrderStateCodec.MemoryCodec());

    @Test
    void eachEventTellsWhatStandsByThen() {
        happens(bound("p", 0, 10, "b"), sale(100, "s"), refund(200, "a", "r1", 30));
        happens(change("chargeback", 300, "c", "r2", 90), change("refund_cancelled", 400, "d", "r1", 0));
        assertThat(fold.told().values())
                .containsExactlyInAnyOrder(
                        fact(200, "a", "p", 30, 0), fact(300, "c", "p", 30, 70), fact(400, "d", "p", 0, 90));
    }

    @Test
    void aCancellationBeforeItsRefundUndoesItToo() {
        happens(bound("p", 0, 10, "b"), sale(100, "s"), change("refund_cancelled", 200, "d", "r1", 0));
        happens(refund(300, "a", "r1", 30));
        assertThat(fold.told().values())
                .containsExactlyInAnyOrder(fact(200, "d", "p", 0, 0), fact(300, "a", "p", 0, 0));
    }

    @Test
    void aRefundIdCountsOnceByItsEarliestEvent() {
        happens(bound("p", 0, 10, "b"), sale(100, "s"), change("chargeback", 300, "c", "r1", 50));
        happens(refund(200, "a", "r1", 30));
        assertThat(fold.told().values())
                .containsExactlyInAnyOrder(fact(200, "a", "p", 30, 0), fact(300, "c", "p", 30, 0));
    }

    @Test
    void theEarliestSaleCountsAndOnlyItsCurrency() {
        happens(bound("p", 0, 10, "b"), purchase("order", 150, "t", "o", null, "EUR", 500), sale(100, "s"));
        happens(refund(200, "a", "r1", 30), purchase("refund", 300, "e", "o", "r2", "EUR", 20));
        assertThat(fold.told().values()).containsExactly(fact(200, "a", "p", 30, 0));
    }

    @Test
    void itRestsOnTheEvidenceThatBoundTheUser() {
        happens(sale(100, "s"), refund(200, "a", "r1", 30), refund(300, "b", "r2", 30), refund(700, "c", "r3", 1));
        assertThat(fold.told()).isEmpty();
        happens(bound("p", 0, 500, "late"));
        assertThat(fold.told().values())
                .containsExactlyInAnyOrder(received(500, "late", "p", 60), fact(700, "c", "p", 61, 0));
        happens(bound("q", 0, 600, "later"));
        assertThat(fold.told().values())
                .containsExactlyInAnyOrder(received(600, "later", "q", 60), fact(700, "c", "q", 61, 0));
        happens(bound(null, 0, 800, "none"));
        assertThat(fold.told()).isEmpty();
    }

    @Test
    void theOrderByWhichTheReferralQualifiedIsToldOnceMoreSinceThatIsKnown() {
        happens(bound("p", 0, 10, "b"), sale(100, "s"), purchase("order", 120, "t", "o2", null, "USD", 50));
        happens(refund(200, "a", "r1", 30), refund(400, "c", "r2", 20));
        happens(purchase("refund", 450, "d", "o2", "r3", "USD", 50));
        int ordersAlone = fold.told().size();
        happens(qualified("p", 300, "s"));
        assertThat(fold.told().values())
                .hasSize(ordersAlone + 2)
                .contains(qualifying(300, "s", 30, 300), qualifying(400, "c", 50, 403));
        happens(qualified("p", 300, "t"));
        OrderFact ofOther = new OrderFact(new OrderKey(null, 450, "d"), "p", 50, 50, 0, 453);
        assertThat(fold.told().values()).hasSize(ordersAlone + 1).contains(ofOther);
        happens(qualified("q", 300, "t"));
        assertThat(fold.told()).hasSize(ordersAlone);
        happens(qualified("p", 300, "a click"));
        assertThat(fold.told()).hasSize(ordersAlone);
        happens(qualified(null, 300, "t"));
        assertThat(fold.told()).hasSize(ordersAlone);
    }

    private static OrderFact qualifying(long time, String cause, long refunded, long known) {
        return new OrderFact(new OrderKey(null, time, cause), "p", 100, refunded, 0, known);
    }

    @Test
    void aRefundCountsUntilTheHorizonAndTheOrderIsForgottenThen() throws IOException {
        happens(bound("p", 0, 10, "b"), sale(100, "s"), refund(100 + HORIZON, "a", "r1", 30));
        happens(refund(101 + HORIZON, "c", "r2", 30));
        OrderFact told = fact(100 + HORIZON, "a", "p", 30, 0);
        assertThat(fold.told().values()).containsExactly(told);
        long over = 100 + HORIZON + REVISED;
        fold.advance(over);
        fold.compact(over - 1);
        int bytes = fold.passThroughBytes();
        fold.compact(over);
        assertThat(fold.passThroughBytes()).isLessThan(bytes - 50);
        happens(refund(over + 1, "d", "r3", 30));
        assertThat(fold.told().values()).containsExactly(told);
    }

    @Test
    void ordersOfAUserWhomNobodyReferredAreForgottenWithTheEvidence() {
        happens(sale(100, "s"));
        fold.advance(99 + REVISED);
        fold.compact(99 + REVISED);
        assertThat(fold.hasForgottenAll()).isFalse();
        fold.advance(100 + REVISED);
        fold.compact(100 + REVISED);
        assertThat(fold.hasForgottenAll()).isTrue();
    }

    private void happens(PersonEvent... events) {
        for (PersonEvent event : events) {
            fold.accept(Change.put(event));
        }
    }

    private static Own sale(long time, String id) {
        return purchase("order", time, id, "o", null, "USD", 100);
    }

    private static Own refund(long time, String id, String refundId, long amount) {
        return change("refund", time, id, refundId, amount);
    }

    private static Own change(String name, long time, String id, String refundId, long amount) {
        return purchase(name, time, id, "o", refundId, "USD", amount);
    }

    /** Known by the binding, since when that is known. */
    private static OrderFact received(long time, String cause, String program, long refunded) {
        return new OrderFact(new OrderKey("o", time, cause), program, 100, refunded, 0, time);
    }

    private static OrderFact fact(long time, String cause, String program, long refunded, long chargedBack) {
        return new OrderFact(
                new OrderKey("o", time, cause), program, 100, refunded, chargedBack, time + Purchases.RECEIVED);
    }
}
