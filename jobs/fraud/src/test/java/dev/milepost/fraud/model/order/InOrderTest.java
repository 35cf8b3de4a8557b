package dev.milepost.fraud.model.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.order.InOrder.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {

    private final InOrder<String> order = new InOrder<>();

    @Test
    void factsLeaveByTimeThenRankThenId() {
        put(2, 0, "b");
        put(1, 1, "z");
        put(2, 0, "a");
        put(1, 0, "x");
        put(3, 0, "late");
        assertThat(order.nextMillis()).isEqualTo(1);
        assertThat(polled(2)).containsExactly("x", "z", "a", "b");
        assertThat(order.nextMillis()).isEqualTo(3);
        assertThat(order.isEmpty()).isFalse();
    }

    @Test
    void theLatestOfOneIdWaits() {
        put(1, 0, "a");
        order.put(new Place(5, 0, "a"), "a again");
        put(2, 0, "b");
        order.remove("b");
        order.remove("unknown");
        assertThat(polled(4)).isEmpty();
        assertThat(polled(5)).containsExactly("a again");
        assertThat(order.isEmpty()).isTrue();
        assertThat(order.nextMillis()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aCopyGoesItsOwnWay() {
        put(1, 0, "a");
        InOrder<String> copy = order.copy();
        copy.put(new Place(2, 0, "b"), "b");
        assertThat(polled(9)).containsExactly("a");
        assertThat(copy.facts()).containsExactly("a", "b");
    }

    private void put(long time, int rank, String id) {
        order.put(new Place(time, rank, id), id);
    }

    private List<String> polled(long until) {
        List<String> polled = new ArrayList<>();
        for (String fact = order.poll(until); fact != null; fact = order.poll(until)) {
            polled.add(fact);
        }
        return polled;
    }
}
