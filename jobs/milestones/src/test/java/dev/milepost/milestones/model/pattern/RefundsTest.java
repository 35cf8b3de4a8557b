package dev.milepost.milestones.model.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refunds are found by the order that they are of, however many others there are. */
class RefundsTest {

    private static final OrderName BO = new OrderName("bo", "1");
    private static final OrderName CY = new OrderName("cy", "1");
    private static final OrderName OWN = new OrderName(null, "1");

    private static SubjectEvent refund(OrderName order, long time) {
        Map<String, String> texts = new HashMap<>();
        if (order != null) {
            texts.put(SubjectEvent.ORDER_ID, order.orderId());
        }
        if (order != null && order.user() != null) {
            texts.put(SubjectEvent.REFEREE_ID, order.user());
        }
        String id = "e" + time;
        return new SubjectEvent(
                "refund", time, id, time, id, true, true, 1, null, "USD", 1L, null, null, List.of(), texts);
    }

    private static List<Long> times(List<SubjectEvent> refunds) {
        return refunds.stream().map(SubjectEvent::timeMillis).toList();
    }

    @Test
    void eachOrderHasItsOwn() {
        Refunds refunds = Refunds.of(
                List.of(refund(BO, 1), refund(CY, 2), refund(OWN, 3), refund(BO, 4), refund(null, 5), refund(CY, 6)));
        assertThat(times(refunds.toList())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(times(refunds.of(BO).toList())).containsExactly(1L, 4L);
        assertThat(times(refunds.of(CY).toList())).containsExactly(2L, 6L);
        assertThat(times(refunds.of(OWN).toList())).containsExactly(3L);
        assertThat(refunds.of(new OrderName("bo", "2")).isEmpty()).isTrue();
    }

    @Test
    void whatIsForgottenIsGoneFromItsOrderToo() {
        Refunds all = Refunds.of(List.of(refund(BO, 1), refund(null, 2), refund(CY, 3), refund(BO, 4), refund(CY, 5)));
        Refunds rest = all.popWhile(refund -> refund.timeMillis() <= 3);
        assertThat(times(rest.toList())).containsExactly(4L, 5L);
        assertThat(times(rest.of(BO).toList())).containsExactly(4L);
        assertThat(times(rest.of(CY).toList())).containsExactly(5L);
        assertThat(rest.popWhile(refund -> refund.timeMillis() <= 4).orders()).isEqualTo(1);
        assertThat(rest.popWhile(refund -> true).orders()).isZero();
        // As immutable as the state that holds it.
        assertThat(times(all.of(BO).toList())).containsExactly(1L, 4L);
        assertThat(all.push(refund(CY, 9)).of(CY).size()).isEqualTo(3);
        assertThat(all.of(CY).size()).isEqualTo(2);
    }
}
