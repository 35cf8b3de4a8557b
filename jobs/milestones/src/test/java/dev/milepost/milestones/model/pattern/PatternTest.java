package dev.milepost.milestones.model.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each kind completes at, by hand. */
class PatternTest {

    private static final Pattern.Event A = event("a");
    private static final Pattern.Event B = event("b");

    static Pattern.Event event(String... names) {
        return new Pattern.Event(List.of(names), List.of());
    }

    private static Window rolling(long millis) {
        return new Window.Rolling(Span.ofMillis(millis));
    }

    @Test
    void anEventCompletesAtEachMatch() {
        Pattern red = new Pattern.Event(
                List.of("a"),
                List.of(new Condition.Text("color", Operator.EQUAL, List.of(new Condition.Literal("red", null)))));
        assertThat(Play.of(red)
                        .see("a", "1", Map.of("color", "red"))
                        .see("a", "2", Map.of("color", "blue"))
                        .see("a", "3")
                        .see("b", "4", Map.of("color", "red"))
                        .see("a", "5", Map.of("color", "red"))
                        .reached())
                .containsExactly("1", "5");
    }

    @Test
    void theNthCompletesOnce() {
        assertThat(Play.of(new Pattern.Nth(A, 3))
                        .see("a", "1")
                        .see("a", "5")
                        .see("a", "9")
                        .see("a", "10")
                        .see("a", "3")
                        .reached())
                .containsExactly("5");
    }

    @Test
    void aLifetimeCountIsReachedOnce() {
        assertThat(Play.of(new Pattern.Count(A, 2, Window.LIFETIME, null))
                        .see("a", "1")
                        .see("a", "2")
                        .see("a", "3")
                        .see("a", "4")
                        .reached())
                .containsExactly("2");
    }

    @Test
    void aRollingWindowHoldsWhatIsLaterThanItsStartAndMayBeCrossedAgain() {
        Pattern pattern = new Pattern.Count(A, 2, rolling(10), null);
        // At 11 the event of 1 has just left: (1, 11].
        assertThat(Play.of(pattern).see("a", "1").see("a", "11").reached()).isEmpty();
        assertThat(Play.of(pattern).see("a", "1").see("a", "10").reached()).containsExactly("10");
        // 5 is held by 10, and by 14; at 30 it has fallen below, at 31 it rises again.
        assertThat(Play.of(pattern)
                        .see("a", "5")
                        .see("a", "10")
                        .see("a", "14")
                        .see("a", "30")
                        .see("a", "31")
                        .reached())
                .containsExactly("10", "31");
    }

    @Test
    void ofTwoEventsAtOneTimeTheOneWithTheGreaterIdCompletes() {
        Play play = Play.of(new Pattern.Count(A, 2, rolling(10), null))
                .see("a", "5", "y", 7L, Map.of())
                .see("a", "5", "x", 6L, Map.of());
        assertThat(play.facts()).hasSize(1);
        assertThat(play.facts().get(0).standing().causeEventId()).isEqualTo("y");
        assertThat(play.facts().get(0).standing().amountMinor()).isEqualTo(7);
        assertThat(play.facts().get(0).standing().currency()).isEqualTo("USD");
    }

    @Test
    void aSessionEndsWhereNothingComesForLongerThanItsGap() {
        Pattern pattern = new Pattern.Count(A, 3, new Window.Session(10), null);
        assertThat(Play.of(pattern).see("a", "0").see("a", "10").see("a", "20").reached())
                .containsExactly("20");
        assertThat(Play.of(pattern).see("a", "0").see("a", "10").see("a", "21").reached())
                .isEmpty();
    }

    @Test
    void aDifferentValueCountsOnceByItsLatestOccurrence() {
        Pattern pattern = new Pattern.Count(A, 2, rolling(10), "color");
        // At 12 red of 1 would have left, but it was seen again at 8.
        assertThat(Play.of(pattern)
                        .see("a", "1", Map.of("color", "red"))
                        .see("a", "8", Map.of("color", "red"))
                        .see("a", "9")
                        .see("a", "12", Map.of("color", "blue"))
                        .reached())
                .containsExactly("12");
        assertThat(Play.of(new Pattern.Count(A, 2, Window.LIFETIME, "color"))
                        .see("a", "1", Map.of("color", "red"))
                        .see("a", "2", Map.of("color", "red"))
                        .see("a", "3", Map.of("color", "blue"))
                        .see("a", "4", Map.of("color", "green"))
                        .reached())
                .containsExactly("3");
    }

    @Test
    void aSumIsExactPastTheLongest() {
        Pattern pattern = new Pattern.Sum(A, "value", Long.MAX_VALUE, Window.LIFETIME);
        String half = String.valueOf(Long.MAX_VALUE / 2);
        assertThat(Play.of(pattern)
                        .see("a", "1", Map.of("value", String.valueOf(Long.MIN_VALUE)))
                        .see("a", "2", Map.of("value", half))
                        .see("a", "3", Map.of("value", half))
                        .see("a", "4", Map.of("value", half))
                        .see("a", "5", Map.of("value", half))
                        .see("a", "6", Map.of("value", "2"))
                        .see("a", "7", Map.of("value", "1"))
                        .reached())
                .containsExactly("7");
        assertThat(Play.of(pattern)
                        .see("a", "1", Map.of("value", half))
                        .see("a", "2", Map.of("value", half))
                        .see("a", "3", Map.of("value", "1"))
                        .see("a", "4", Map.of("value", half))
                        .reached())
                .containsExactly("3");
    }

    @Test
    void moneyOfAnotherCurrencyIsNotAdded() {
        Pattern pattern = new Pattern.Sum(A, "amount", 10, Window.LIFETIME);
        SubjectEvent euros = new SubjectEvent(
                "a", 2, "x", 2, "x", true, true, 15, null, "EUR", 10L, null, null, List.of(), Map.of());
        assertThat(new NumberField("amount", "USD", false).of(euros)).isNull();
        assertThat(new NumberField("amount", null, false).of(euros)).isNull();
        assertThat(new NumberField("amount", "EUR", false).of(euros)).isEqualTo(10);
        assertThat(Play.of(pattern)
                        .see("a", "1", "x", 9L, Map.of())
                        .see("a", "2", "y", 1L, Map.of())
                        .reached())
                .containsExactly("2");
    }

    @Test
    void aTextIsANumberInMillionths() {
        assertThat(NumberField.millionths("1.5")).isEqualTo(1_500_000);
        assertThat(NumberField.millionths("-0.0000019")).isEqualTo(-1);
        assertThat(NumberField.millionths("9223372036854.775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(NumberField.millionths("9223372036854.775808")).isNull();
        assertThat(NumberField.millionths("1e999999999")).isNull();
        assertThat(NumberField.millionths("1e-999999999")).isZero();
        assertThat(NumberField.millionths("many")).isNull();
        assertThat(NumberField.millionths(null)).isNull();
    }

    @Test
    void aLevelCompletesWhereItRisesAndAgainAfterItFell() {
        assertThat(Play.of(new Pattern.Level("a", 5, Span.ZERO))
                        .see("a", "1", Map.of("value", "5"))
                        .see("a", "2", Map.of("value", "9"))
                        .see("a", "3", Map.of("value", "4"))
                        .see("a", "4")
                        .see("a", "5", Map.of("value", "5"))
                        .reached())
                .containsExactly("1", "5");
    }

    @Test
    void aLevelThatHasToLastDoesNotWhereItFallsAtTheVeryEnd() {
        Pattern pattern = new Pattern.Level("a", 5, Span.ofMillis(10));
        Play falls = Play.of(pattern).see("a", "1", Map.of("value", "5")).see("a", "11", Map.of("value", "4"));
        assertThat(falls.until("50").reached()).isEmpty();
        Play lasts = Play.of(pattern).see("a", "1", Map.of("value", "5")).see("a", "12", Map.of("value", "4"));
        assertThat(lasts.until("50").reached()).containsExactly("11");
        assertThat(Play.of(pattern)
                        .see("a", "1", Map.of("value", "5"))
                        .until("10")
                        .reached())
                .isEmpty();
    }

    @Test
    void recurringRevenueIsReadFromPurchasesOfAnyKind() {
        Pattern arr = new Pattern.Level("arr", 1200, Span.ZERO);
        assertThat(Play.of(arr)
                        .see("order", "1", "o1", 0L, Map.of("mrr", "99"))
                        .see("renewal", "2", "o2", 0L, Map.of("mrr", "100"))
                        .see("refund", "3", "o3", 0L, Map.of("mrr", "50"))
                        .see("order", "4", "o4", 0L, Map.of("mrr", "200"))
                        .reached())
                .containsExactly("2", "4");
    }

    @Test
    void allCompletesWithItsLastPartAndBeginsAnew() {
        Pattern pattern = new Pattern.All(List.of(A, B), rolling(10));
        assertThat(Play.of(pattern)
                        .see("a", "1")
                        .see("a", "5")
                        .see("b", "11")
                        .see("b", "12")
                        .see("a", "13")
                        .see("a", "30")
                        .see("b", "40")
                        .reached())
                .containsExactly("11", "13");
    }

    @Test
    void anyCompletesOnceAMoment() {
        assertThat(Play.of(new Pattern.Any(List.of(A, new Pattern.Nth(A, 2), B)))
                        .see("a", "1")
                        .see("a", "2")
                        .see("b", "2")
                        .reached())
                .containsExactly("1", "2", "2");
    }

    private static List<String> orders(Play play) {
        return play.facts().get(0).standing().orders().stream()
                .map(OrderName::orderId)
                .toList();
    }

    @Test
    void whatASequenceCompletesWithoutAnOrderHangsOnThoseOfAllWaysToIt() {
        Pattern pattern = new Pattern.Sequence(List.of(event("order"), B), Span.ofMillis(10));
        assertThat(orders(Play.of(pattern)
                        .pay("order", "1", 5, "o1", null)
                        .pay("order", "2", 5, "o2", null)
                        .see("b", "3")))
                .containsExactly("o1", "o2");
        // At 11 the first has left: (1, 11]; and what completes it by an order hangs on that alone.
        assertThat(orders(Play.of(pattern)
                        .pay("order", "1", 5, "o1", null)
                        .pay("order", "2", 5, "o2", null)
                        .pay("order", "3", 5, "o3", null)
                        .see("b", "11")))
                .containsExactly("o2", "o3");
        assertThat(orders(Play.of(pattern).pay("order", "1", 5, "o1", null).pay("b", "2", 5, "o2", null)))
                .containsExactly("o2");
        Play many = Play.of(pattern);
        for (int i = 10; i < 19; i++) {
            many.pay("order", String.valueOf(i), 5, "o" + i, null);
        }
        assertThat(orders(many.see("b", "19"))).containsExactly("o11", "o12", "o13", "o14", "o15", "o16", "o17", "o18");
    }

    @Test
    void whatHasCompletedBeginsWithoutTheOrdersThatLedThere() {
        Play play = Play.of(new Pattern.Sequence(List.of(event("order"), B), Span.ofMillis(10)))
                .pay("order", "1", 5, "o1", null)
                .see("b", "2")
                .pay("order", "3", 5, "o2", null)
                .see("b", "4");
        assertThat(play.facts().get(1).standing().orders()).containsExactly(new OrderName(null, "o2"));
    }

    @Test
    void whatAllCompletesWithoutAnOrderHangsOnThoseOfItsWindow() {
        Play play = Play.of(new Pattern.All(List.of(event("order"), B), rolling(10)))
                .pay("order", "1", 5, "o1", null)
                .pay("order", "8", 5, "o2", null)
                .pay("order", "9", 5, "o3", null)
                .see("b", "11");
        assertThat(orders(play)).containsExactly("o2", "o3");
    }

    @Test
    void aSequenceIsOneAfterTheOtherWithinItsTime() {
        Pattern pattern = new Pattern.Sequence(List.of(A, B, A), Span.ofMillis(10));
        assertThat(Play.of(pattern).see("a", "1").see("b", "2").see("a", "10").reached())
                .containsExactly("10");
        assertThat(Play.of(pattern).see("a", "1").see("b", "2").see("a", "11").reached())
                .isEmpty();
        assertThat(Play.of(pattern).see("b", "1").see("a", "2").see("a", "3").reached())
                .isEmpty();
        // Of the beginnings the last that leads there: 3, 4, 12.
        assertThat(Play.of(pattern)
                        .see("a", "1")
                        .see("a", "3")
                        .see("b", "4")
                        .see("a", "12")
                        .reached())
                .containsExactly("12");
        // At one time the ids tell which is first.
        Pattern two = new Pattern.Sequence(List.of(A, B), Span.ofMillis(10));
        assertThat(Play.of(two)
                        .see("b", "5", "x", null, Map.of())
                        .see("a", "5", "y", null, Map.of())
                        .reached())
                .isEmpty();
        assertThat(Play.of(two)
                        .see("b", "5", "y", null, Map.of())
                        .see("a", "5", "x", null, Map.of())
                        .reached())
                .containsExactly("5");
        // One event is not two steps.
        assertThat(Play.of(new Pattern.Sequence(List.of(A, A), Span.ofMillis(10)))
                        .see("a", "1")
                        .reached())
                .isEmpty();
    }

    @Test
    void aTimerCountsFromItsAnchorsFirstCompletion() {
        Pattern once = new Pattern.Timer(A, Span.ofMillis(10), null);
        assertThat(Play.of(once).see("a", "1").see("a", "3").until("10").reached())
                .isEmpty();
        assertThat(Play.of(once).see("a", "1").see("a", "3").until("90").reached())
                .containsExactly("11");
        Pattern again = new Pattern.Timer(A, Span.ofMillis(10), Span.ofMillis(7));
        assertThat(Play.of(again).see("a", "1").until("30").reached()).containsExactly("11", "18", "25");
    }

    @Test
    void theThirtyFirstComesBackAfterAShortMonth() {
        Pattern monthly = new Pattern.Timer(A, Span.ofMonths(1), Span.ofMonths(1));
        assertThat(Play.of(monthly)
                        .see("a", "2026-01-31T12:00:00Z")
                        .until("2026-06-01T00:00:00Z")
                        .reached())
                .containsExactly(
                        "2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z", "2026-04-30T12:00:00Z", "2026-05-31T12:00:00Z");
    }

    @Test
    void absenceIsBrokenUpToItsVeryEnd() {
        Pattern pattern = new Pattern.Absence(B, Span.ofMillis(10), A);
        assertThat(Play.of(pattern).see("a", "1").until("11").reached()).containsExactly("11");
        assertThat(Play.of(pattern).see("a", "1").see("b", "11").until("90").reached())
                .isEmpty();
        assertThat(Play.of(pattern).see("a", "1").see("b", "12").until("90").reached())
                .containsExactly("11");
        // At the time of its beginning is not after it.
        assertThat(Play.of(pattern).see("a", "1").see("b", "1").until("90").reached())
                .containsExactly("11");
        // 5 waits for itself.
        assertThat(Play.of(pattern)
                        .see("a", "1")
                        .see("b", "4")
                        .see("a", "5")
                        .until("90")
                        .reached())
                .containsExactly("15");
    }

    @Test
    void aCalendarDayIsThatOfTheProgramsZoneThroughTheChangeOfClocks() {
        Pattern pattern = new Pattern.Count(A, 2, new Window.Calendar(CalendarUnit.DAY), null);
        // In Berlin 29 March 2026 has 23 hours: from 23:00Z on the 28th to 22:00Z.
        assertThat(Play.in("Europe/Berlin", pattern)
                        .see("a", "2026-03-28T22:59:59.999Z")
                        .see("a", "2026-03-28T23:00:00Z")
                        .see("a", "2026-03-29T21:59:59.999Z")
                        .see("a", "2026-03-29T22:00:00Z")
                        .reached())
                .containsExactly("2026-03-29T21:59:59.999Z");
    }

    @Test
    void weeksBeginOnMondayAndQuartersInTheirFirstMonth() {
        assertThat(Play.of(new Pattern.Count(A, 2, new Window.Calendar(CalendarUnit.WEEK), null))
                        .see("a", "2026-01-04T23:00:00Z")
                        .see("a", "2026-01-05T00:00:00Z")
                        .see("a", "2026-01-11T23:59:59Z")
                        .reached())
                .containsExactly("2026-01-11T23:59:59Z");
        assertThat(Play.of(new Pattern.Count(A, 2, new Window.Calendar(CalendarUnit.QUARTER), null))
                        .see("a", "2026-03-31T23:00:00Z")
                        .see("a", "2026-04-01T00:00:00Z")
                        .see("a", "2026-06-30T23:59:59Z")
                        .reached())
                .containsExactly("2026-06-30T23:59:59Z");
    }

    @Test
    void aMonthBackFromTheThirtyFirstIsTheLastDayOfTheShorterMonth() {
        Pattern pattern = new Pattern.Count(A, 2, new Window.Rolling(Span.ofMonths(1)), null);
        assertThat(Play.of(pattern)
                        .see("a", "2026-02-28T12:00:00Z")
                        .see("a", "2026-03-31T12:00:00Z")
                        .reached())
                .isEmpty();
        assertThat(Play.of(pattern)
                        .see("a", "2026-02-28T12:00:00Z")
                        .see("a", "2026-03-31T11:59:59Z")
                        .reached())
                .containsExactly("2026-03-31T11:59:59Z");
        // Late on the 29th the window begins late on the 28th; early on the 30th it begins earlier again.
        assertThat(Play.of(new Pattern.Count(A, 3, new Window.Rolling(Span.ofMonths(1)), null))
                        .see("a", "2026-02-28T12:00:00Z")
                        .see("a", "2026-03-29T23:00:00Z")
                        .settle("2026-03-29T23:30:00Z")
                        .see("a", "2026-03-30T01:00:00Z")
                        .reached())
                .containsExactly("2026-03-30T01:00:00Z");
    }

    @Test
    void whatNoLaterEventCanNeedIsForgotten() {
        Play rolling = Play.of(new Pattern.Count(A, 5, rolling(10), null))
                .see("a", "1")
                .see("a", "7");
        assertThat(rolling.settle("15").remembersNothing()).isFalse();
        assertThat(rolling.settle("16").remembersNothing()).isTrue();
        Play session = Play.of(new Pattern.Count(A, 5, new Window.Session(10), null))
                .see("a", "1")
                .see("a", "7");
        assertThat(session.settle("16").remembersNothing()).isFalse();
        assertThat(session.settle("17").remembersNothing()).isTrue();
        Play month = Play.of(new Pattern.Count(A, 5, new Window.Calendar(CalendarUnit.MONTH), null))
                .see("a", "2026-03-05T00:00:00Z");
        assertThat(month.settle("2026-03-31T23:59:59Z").remembersNothing()).isFalse();
        assertThat(month.settle("2026-04-01T00:00:00Z").remembersNothing()).isTrue();
        Play sequence =
                Play.of(new Pattern.Sequence(List.of(A, B), Span.ofMillis(10))).see("a", "1");
        assertThat(sequence.settle("9").remembersNothing()).isFalse();
        assertThat(sequence.settle("10").remembersNothing()).isTrue();
    }
}
