package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdvocateWindowTest {

    private final AdvocateWindow window = new AdvocateWindow();

    @Test
    void itCountsTheHourTheWeekGapsAndNetworks() {
        window.bound("a", Given.MONDAY, "n1", true);
        window.bound("b", Given.MONDAY + Given.HOUR - 1, "n1", false);
        window.bound("c", Given.MONDAY + Given.HOUR, null, null);
        window.bound("d", Given.MONDAY + 8 * Given.DAY, "n2", true);
        WindowSummary of = window.summary("c");
        // With c within an hour: b; a is an hour before to the millisecond. With a: b.
        assertThat(of.lastHour()).isEqualTo(1);
        assertThat(window.summary("a").lastHour()).isEqualTo(1);
        assertThat(of.lastWeek()).isEqualTo(3);
        assertThat(of.gapsMillis()).containsExactly(Given.HOUR - 1, 1L, 8 * Given.DAY - Given.HOUR);
        assertThat(of.lastGapMillis()).isEqualTo(1);
        assertThat(of.networks()).containsExactly(2, 1);
        assertThat(of.orphans()).isEqualTo(new Counted(2, 3, List.of("d", "a")));
        assertThat(List.of(
                        window.summary("a").firstOfWeek(),
                        of.firstOfWeek(),
                        window.summary("d").firstOfWeek()))
                .containsExactly(true, false, true);
        assertThat(window.summary("a").lastGapMillis()).isNegative();
    }

    @Test
    void anHourOfTheWeekIsRememberedLessEachWeek() {
        window.bound("a", Given.MONDAY, null, null);
        window.bound("b", Given.MONDAY + 1, null, null);
        window.bound("c", Given.MONDAY + 7 * Given.DAY, null, null);
        window.bound("d", Given.MONDAY + 21 * Given.DAY, null, null);
        // In its own week nothing is before it; a week on: 2; two weeks after that: (2·0.75 + 1)·0.75.
        assertThat(window.summary("b").hourMass()).isZero();
        assertThat(window.summary("c").hourMass()).isEqualTo(2);
        assertThat(window.summary("d").hourMass()).isEqualTo(1.875, within(1e-12));
        assertThat(window.summary("d").weeksMass()).isEqualTo(1 + 0.75 + 0.5625, within(1e-12));
    }

    @Test
    void aRefundCountsOnceWithinThirtyDaysOfQualifying() {
        window.bound("a", Given.MONDAY, null, null);
        assertThat(window.refunded("a", Given.MONDAY + 1)).isFalse();
        window.qualified("a", Given.MONDAY + 2);
        assertThat(window.refunded("a", Given.MONDAY + 3 + 30 * Given.DAY)).isFalse();
        assertThat(window.refunded("a", Given.MONDAY + 2 + 30 * Given.DAY)).isTrue();
        assertThat(window.refunded("a", Given.MONDAY + 2 + 30 * Given.DAY)).isFalse();
        assertThat(window.refunded("nobody", Given.MONDAY)).isFalse();
        assertThat(window.summary("a").refunds()).isEqualTo(new Counted(1, 1, List.of("a")));
    }

    @Test
    void itCountsOrdersNearAThresholdAndInactiveReferees() {
        window.bound("a", Given.MONDAY, null, null);
        window.bound("b", Given.MONDAY, null, null);
        window.ordered("a", true);
        window.ordered("a", false);
        window.ordered("b", true);
        window.activity("a", false);
        window.activity("b", true);
        assertThat(window.summary("a").nearThreshold()).isEqualTo(new Counted(2, 3, List.of("b", "a")));
        assertThat(window.summary("a").inactive()).isEqualTo(new Counted(1, 2, List.of("b")));
        window.unbound("b");
        assertThat(window.summary("a").inactive()).isEqualTo(new Counted(0, 1, List.of()));
    }

    /** Ten minutes apart, from 0 to 80: the first is within an hour of the next five, the middle of any six in a row. */
    @Test
    void anHourBeginsWhereverItHoldsTheMost() {
        for (int i = 0; i <= 8; i++) {
            window.bound("r" + i, Given.MONDAY + i * Given.HOUR / 6, null, null);
        }
        window.bound("later", Given.MONDAY + 2 * Given.HOUR, null, null);
        assertThat(List.of("r0", "r4", "r8", "later"))
                .extracting(each -> window.summary(each).lastHour())
                .containsExactly(5, 5, 5, 2);
    }

    @Test
    void itHoldsFiftyAndSaysWhoIsGone() {
        for (int i = 0; i < 60; i++) {
            window.bound("r" + i, Given.MONDAY + i, "n" + i, false);
        }
        assertThat(window.summary("r59").networks()).hasSize(50);
        assertThat(window.summary("r59").gapsMillis()).hasSize(49);
        assertThat(window.summary("r9").lastHour()).isNegative();
        assertThat(window.summary("r59").orphans().ids()).isEmpty();
        window.ordered("r9", true);
        assertThat(window.summary("r59").nearThreshold().of()).isZero();
    }

    @Test
    void weeksBeginOnMonday() {
        assertThat(WeeklyMass.hourOfWeek(Given.MONDAY)).isZero();
        assertThat(WeeklyMass.hourOfWeek(Given.MONDAY - 1)).isEqualTo(167);
        assertThat(WeeklyMass.weekOf(Given.MONDAY)).isEqualTo(WeeklyMass.weekOf(Given.MONDAY - 1) + 1);
        assertThat(WeeklyMass.hourOfWeek(0)).isEqualTo(72);
    }
}
