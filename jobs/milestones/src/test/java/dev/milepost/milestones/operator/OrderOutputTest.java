package dev.milepost.milestones.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.order.OrderFact;
import dev.milepost.milestones.model.order.OrderKey;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.Emission;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class OrderOutputTest {

    private static final OrderKey KEY = new OrderKey("o", 7, "e");

    private final List<Change<LedgerNews>> told = new ArrayList<>();

    @Test
    void theLedgerHearsEachVersion() {
        changed(null, fact("p", 30));
        changed(fact("p", 30), fact("p", 20));
        changed(fact("p", 20), null);
        assertThat(told)
                .containsExactly(Change.put(news("p", 30)), Change.put(news("p", 20)), Change.remove(news("p", 20)));
    }

    @Test
    void theLedgerOfAnotherProgramHearsThatItNeverWas() {
        changed(fact("p", 30), fact("q", 30));
        assertThat(told).containsExactly(Change.remove(news("p", 30)), Change.put(news("q", 30)));
    }

    @Test
    void ofTheOrderThatQualifiedTheReferralItHearsUnderTheReferee() {
        changed(null, new OrderFact(new OrderKey(null, 7, "e"), "p", 100, 30, 5, 9));
        assertThat(told)
                .containsExactly(Change.put(
                        new LedgerNews("p", new OrderMoney(OrderMoney.ofQualifying("u1"), 7, "e", 100, 30, 5, 9))));
    }

    private void changed(OrderFact before, OrderFact after) {
        new OrderOutput("orders").changed(KEY, before, after, new Emission<>() {
            @Override
            public String key() {
                return "u1";
            }

            @Override
            public void collect(Change<LedgerNews> change) {
                told.add(change);
            }

            @Override
            public <X> void collect(OutputTag<X> side, X value) {
                throw new AssertionError(side + ": " + value);
            }

            @Override
            public long nextRevision() {
                throw new AssertionError("No row is told");
            }
        });
    }

    private static OrderFact fact(String program, long refunded) {
        return new OrderFact(KEY, program, 100, refunded, 5, 9);
    }

    private static LedgerNews news(String program, long refunded) {
        return new LedgerNews(program, new OrderMoney(OrderMoney.ofOrder("u1", "o"), 7, "e", 100, refunded, 5, 9));
    }
}
