package dev.milepost.milestones.model.pattern;

import static dev.milepost.milestones.model.pattern.PatternTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refunds, versions of facts and bindings, which change what happened before them. */
class RevisionsTest {

    private static final Pattern ORDERS_OF_10 =
            new Pattern.Sum(event("order", "renewal"), "amount", 10, Window.LIFETIME);

    @Test
    void aRefundTakesItsPartOutAtTheOrderAndItsCancellationPutsItBack() {
        Play play = Play.of(ORDERS_OF_10).pay("order", "1", 6, "o1", null).pay("order", "2", 6, "o2", null);
        assertThat(play.reached()).containsExactly("2");
        play.pay("refund", "5", 3, "o1", "r1");
        assertThat(play.reached()).isEmpty();
        play.pay("refund_cancelled", "6", 0, "o1", "r1");
        assertThat(play.reached()).containsExactly("2");
        assertThat(play.courses())
                .containsExactly(List.of("2 by order2: 2", "5 by refund5: nothing", "6 by refund_cancelled6: 2"));
    }

    @Test
    void whatWasReachedIsTheNumberOfThatTimeAndARefundThatLeavesItReachedChangesNothing() {
        Play play = Play.of(ORDERS_OF_10)
                .pay("order", "1", 6, "o1", null)
                .pay("refund", "2", 1, "o1", "r1")
                .pay("order", "3", 7, "o2", null);
        assertThat(play.facts().get(0).standing().reached()).isEqualTo(new Reached("amount", BigDecimal.valueOf(12)));
        play.pay("refund", "4", 1, "o2", "r2");
        assertThat(play.facts().get(0).turns()).hasSize(1);
        assertThat(play.facts().get(0).standing().reached()).isEqualTo(new Reached("amount", BigDecimal.valueOf(12)));
    }

    @Test
    void aRefundLongAfterTheOrderStillCounts() {
        Play play = Play.of(ORDERS_OF_10)
                .pay("order", "2026-01-01T00:00:00Z", 12, "o1", null)
                .settle("2026-06-01T00:00:00Z");
        assertThat(play.reached()).containsExactly("2026-01-01T00:00:00Z");
        assertThat(play.pay("chargeback", "2026-07-01T00:00:00Z", 12, "o1", "r1")
                        .reached())
                .isEmpty();
        assertThat(play.pay("order", "2026-08-01T00:00:00Z", 10, "o2", null).reached())
                .containsExactly("2026-08-01T00:00:00Z");
    }

    @Test
    void aRefundLaterThanTheHorizonChangesNothing() {
        Play play = Play.of(ORDERS_OF_10)
                .pay("order", "2026-01-01T00:00:00Z", 12, "o1", null)
                .pay("refund", "2027-02-05T00:00:00.001Z", 12, "o1", "r1");
        assertThat(play.reached()).containsExactly("2026-01-01T00:00:00Z");
        play = Play.of(ORDERS_OF_10)
                .pay("order", "2026-01-01T00:00:00Z", 12, "o1", null)
                .pay("refund", "2027-02-05T00:00:00Z", 12, "o1", "r1");
        assertThat(play.reached()).isEmpty();
    }

    @Test
    void oneRefundIdCountsOnceAndNoOrderIsBelowZero() {
        Play play = Play.of(ORDERS_OF_10)
                .pay("order", "1", 15, "o1", null)
                .pay("refund", "2", 5, "o1", "r1")
                .pay("refund", "3", 5, "o1", "r1");
        assertThat(play.reached()).containsExactly("1");
        play.pay("refund", "4", 50, "o1", "r2").pay("order", "5", 9, "o2", null);
        assertThat(play.reached()).isEmpty();
        assertThat(play.pay("order", "6", 1, "o3", null).reached()).containsExactly("6");
    }

    private static Map<String, String> of(String referee, String orderId) {
        return Map.of(SubjectEvent.REFEREE_ID, referee, SubjectEvent.ORDER_ID, orderId);
    }

    private static Map<String, String> of(String referee, String orderId, String refundId) {
        return Map.of(
                SubjectEvent.REFEREE_ID, referee, SubjectEvent.ORDER_ID, orderId, SubjectEvent.REFUND_ID, refundId);
    }

    @Test
    void ordersOfOneIdAreTheirUsersOwnAndSoAreTheirRefunds() {
        Play play = Play.of(new Pattern.Sum(event("referral.order"), "amount", 10, Window.LIFETIME))
                .see("referral.order", "1", "b1", 10L, of("bo", "1"))
                .see("referral.order", "2", "c1", 6L, of("cy", "1"))
                .see("referral.refund", "5", "c2", 6L, of("cy", "1", "r1"));
        assertThat(play.reached()).containsExactly("1");
        assertThat(play.courses()).containsExactly(List.of("1 by b1: 1"));
        play.see("referral.refund", "6", "b2", 1L, of("bo", "1", "r1"));
        assertThat(play.reached()).isEmpty();
        play.see("referral.refund_cancelled", "7", "c3", 0L, of("cy", "1", "r1"));
        assertThat(play.reached()).containsExactly("2");
    }

    @Test
    void anAdvocatesOwnOrderIsNoneOfTheirReferees() {
        Play play = Play.of(new Pattern.Sum(event("order", "referral.order"), "amount", 10, Window.LIFETIME))
                .pay("order", "1", 10, "1", null)
                .see("referral.refund", "5", "c2", 10L, of("cy", "1", "r1"));
        assertThat(play.reached()).containsExactly("1");
        assertThat(play.pay("refund", "6", 10, "1", "r1").reached()).isEmpty();
    }

    @Test
    void theReadingOfAnOrderIsTakenBackByItsUsersRefundsAlone() {
        Map<String, String> reading = Map.of("mrr", "5", SubjectEvent.REFEREE_ID, "bo", SubjectEvent.ORDER_ID, "1");
        Play play = Play.of(new Pattern.Level("mrr", 5, Span.ZERO))
                .see("order", "1", "b1", 7L, reading)
                .see("refund", "2", "c1", 7L, of("cy", "1", "r1"));
        assertThat(play.reached()).containsExactly("1");
        assertThat(play.see("refund", "3", "b2", 7L, of("bo", "1", "r1")).reached())
                .isEmpty();
    }

    @Test
    void ordersOfOneIdAreDistinctWhereTheyAreOfTwoUsers() {
        Play play = Play.of(new Pattern.Count(event("order"), 2, Window.LIFETIME, SubjectEvent.ORDER_ID))
                .see("order", "1", "b1", 7L, of("bo", "1"))
                .see("order", "2", "b2", 7L, of("bo", "1"));
        assertThat(play.reached()).isEmpty();
        assertThat(play.see("order", "3", "c1", 7L, of("cy", "1")).reached()).containsExactly("3");
    }

    @Test
    void anotherOrderTakesTheCrossingOver() {
        Play play = Play.of(ORDERS_OF_10)
                .pay("order", "1", 12, "o1", null)
                .pay("order", "2", 11, "o2", null)
                .pay("refund", "5", 12, "o1", "r1");
        assertThat(play.reached()).containsExactly("2");
        assertThat(play.courses()).containsExactly(List.of("1 by order1: 1", "5 by refund5: 2"));
    }

    @Test
    void aMonthThatHasPassedIsUnreachedByItself() {
        Play play = Play.of(new Pattern.Sum(event("order"), "amount", 10, new Window.Calendar(CalendarUnit.MONTH)))
                .pay("order", "2026-01-31T00:00:00Z", 10, "o1", null)
                .pay("order", "2026-02-01T00:00:00Z", 10, "o2", null)
                .settle("2026-03-01T00:00:00Z")
                .pay("refund", "2026-03-02T00:00:00Z", 1, "o1", "r1");
        assertThat(play.reached()).containsExactly("2026-02-01T00:00:00Z");
    }

    @Test
    void whatACompositeMadeOfIsUnreachedWithIt() {
        Play play = Play.of(new Pattern.All(List.of(event("a"), ORDERS_OF_10), new Window.Rolling(Span.ofMillis(100))))
                .see("a", "1")
                .pay("order", "2", 10, "o1", null);
        assertThat(play.reached()).containsExactly("2");
        assertThat(play.pay("refund", "3", 10, "o1", "r1").reached()).isEmpty();
        assertThat(play.pay("order", "4", 10, "o2", null).reached()).containsExactly("4");
    }

    @Test
    void theReadingOfAnOrderThatIsRefundedInFullIsNone() {
        Play play = Play.of(new Pattern.Level("mrr", 5, Span.ofMillis(10)))
                .see("order", "1", "x", 7L, Map.of("mrr", "5", SubjectEvent.ORDER_ID, "o1"))
                .until("11");
        assertThat(play.reached()).containsExactly("11");
        assertThat(play.pay("refund", "20", 6, "o1", "r1").reached()).containsExactly("11");
        assertThat(play.pay("refund", "21", 1, "o1", "r2").reached()).isEmpty();
    }

    @Test
    void aVersionOfAFactStandsInThePlaceOfTheFormerOne() {
        Pattern two = new Pattern.Count(event("referral.qualified"), 2, Window.LIFETIME, null);
        Play play = Play.of(two)
                .fact("referral.qualified", "1", "q1", null, true)
                .fact("referral.qualified", "2", "q2", null, true);
        assertThat(play.reached()).containsExactly("2");
        // The base holds both: the version says that the first is no more.
        play.settle("5").fact("referral.qualified", "6", "q1", null, false);
        assertThat(play.reached()).isEmpty();
        play.fact("referral.qualified", "7", "q3", null, true);
        assertThat(play.reached()).containsExactly("7");
        play.fact("referral.qualified", "8", "q1", null, true);
        assertThat(play.reached()).containsExactly("7");
    }

    @Test
    void aReferralIsSeenFromItsSignupOnOnlyWhereItIsBoundInTheProgram() {
        Play play = Play.ofReferral(event("a", "signup"))
                .see("a", "1")
                .see("signup", "2")
                .see("a", "3")
                .settle("4");
        assertThat(play.reached()).isEmpty();
        play.fact("referral.bound", "5", "b", "other", true);
        assertThat(play.reached()).isEmpty();
        play.fact("referral.bound", "6", "b", "p", true).see("a", "7");
        assertThat(play.reached()).containsExactly("2", "3", "7");
        assertThat(play.courses()).containsExactly(List.of("6 by b6: 2"), List.of("6 by b6: 3"), List.of("7 by a7: 7"));
        play.fact("referral.bound", "8", "b", "p", false).see("a", "9");
        assertThat(play.reached()).isEmpty();
    }

    @Test
    void whoWasNotBoundWithinADayIsForgotten() {
        Play play = Play.ofReferral(event("a"))
                .see("signup", "2026-01-01T00:00:00Z")
                .see("a", "2026-01-01T01:00:00Z");
        assertThat(play.settle("2026-01-01T23:59:59Z").remembersNothing()).isFalse();
        assertThat(play.settle("2026-01-02T00:00:00Z").remembersNothing()).isTrue();
    }

    @Test
    void whoWasBoundStaysSo() {
        Play play = Play.ofReferral(event("a"))
                .see("signup", "2026-01-01T00:00:00Z")
                .fact("referral.bound", "2026-01-01T00:00:00Z", "b", "p", true)
                .settle("2026-02-01T00:00:00Z")
                .see("a", "2026-03-01T01:00:00Z");
        assertThat(play.reached()).containsExactly("2026-03-01T01:00:00Z");
    }
}
