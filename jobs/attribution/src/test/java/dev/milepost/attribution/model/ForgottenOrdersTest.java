package dev.milepost.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForgottenOrdersTest {

    @Test
    void holdsTheOrdersItWasGivenAndNoOthersInAnyOrder() {
        ForgottenOrders orders = ForgottenOrders.NONE;
        for (int i = 0; i < 1_000; i++) {
            ForgottenOrders before = orders;
            orders = orders.with("order-" + i * 7919 % 1_000);
            assertThat(before.hashes()).as("is not changed by adding to it").hasSize(i);
        }
        for (int i = 0; i < 1_000; i++) {
            assertThat(orders.contains("order-" + i)).isTrue();
            assertThat(orders.contains("order+" + i)).isFalse();
        }
        assertThat(orders.hashes()).isSorted().doesNotHaveDuplicates();
        assertThat(ForgottenOrders.of(orders.hashes()).contains("order-17")).isTrue();
    }

    @Test
    void anOrderIsHeldOnce() {
        assertThat(ForgottenOrders.NONE.with("推荐").with("推荐").hashes()).hasSize(1);
        assertThat(List.of(ForgottenOrders.NONE, ForgottenOrders.of(new long[0])))
                .allMatch(ForgottenOrders::isEmpty);
    }
}
