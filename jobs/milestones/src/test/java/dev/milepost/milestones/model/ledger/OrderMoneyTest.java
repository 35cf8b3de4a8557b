package dev.milepost.milestones.model.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How orders are named between those who tell of them and what hangs on them. */
class OrderMoneyTest {

    private static Reach reach(String advocate, String referee, String orderId) {
        return new Reach("e", advocate, referee, List.of(), new Purchase(orderId, "USD", 1L, null), Map.of());
    }

    @Test
    void noTwoOrdersHaveOneNameWhateverTheIdsHold() {
        assertThat(Stream.of(
                        OrderMoney.ofOrder("bo", "1"),
                        OrderMoney.ofOrder("cy", "1"),
                        OrderMoney.ofOrder("bo", "2"),
                        OrderMoney.ofOrder("bo/1", "1"),
                        OrderMoney.ofOrder("bo", "1/1"),
                        OrderMoney.ofOrder("b", "o/1"),
                        OrderMoney.ofOrder("1/b", "o"),
                        OrderMoney.ofOrder("1", "b/o"),
                        OrderMoney.ofQualifying("bo"),
                        OrderMoney.ofQualifying("2/bo/1")))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsReachedHangsOnTheOrderOfTheRefereeOrElseOfTheAdvocate() {
        assertThat(reach("ana", "bo", "1").orders()).containsExactly(OrderMoney.ofOrder("bo", "1"));
        assertThat(reach("ana", null, "1").orders()).containsExactly(OrderMoney.ofOrder("ana", "1"));
        assertThat(reach("ana", "bo", null).orders()).containsExactly(OrderMoney.ofQualifying("bo"));
        assertThat(reach("ana", null, null).orders()).isEmpty();
    }

    @Test
    void whatIsReachedByNoOrderHangsOnThoseThatLedToItAndNotOnTheOneThatQualified() {
        List<String> led = List.of(OrderMoney.ofOrder("bo", "1"), OrderMoney.ofOrder("bo", "2"));
        assertThat(new Reach("e", "ana", null, "bo", List.of(), Purchase.NONE, Map.of(), led, 0).orders())
                .isEqualTo(led);
    }
}
