package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.row.ConversionRow;
import org.junit.jupiter.api.Test;

final class ConversionRulesTest {

    private static long net(Story story) {
        return story.answer().conversions().get(0).getAmountMinor();
    }

    @Test
    void everySignupIsAConversionOfNoAmount() {
        Answer answer = new Story()
                .signup("s1", "PT0S", "u", signup -> signup)
                .signup("s2", "PT1S", "u", signup -> signup)
                .answer();
        assertThat(answer.conversions())
                .containsExactly(
                        new ConversionRow(
                                "u",
                                "signup/u/s1@" + at("PT0S").toEpochMilli(),
                                "signup",
                                "",
                                false,
                                0L,
                                0L,
                                "",
                                at("PT0S")),
                        new ConversionRow(
                                "u",
                                "signup/u/s2@" + at("PT1S").toEpochMilli(),
                                "signup",
                                "",
                                false,
                                0L,
                                0L,
                                "",
                                at("PT1S")));
    }

    @Test
    void theEarlierOfTwoOrdersOfOneIdStandsAndTheOtherIsADeadLetter() {
        Answer answer = new Story()
                .order("b", "PT1S", "u", "o", 200)
                .order("a", "PT1S", "u", "o", 100)
                .order("c", "PT0S", "v", "o", 300)
                .answer();
        assertThat(answer.conversions())
                .containsExactly(
                        new ConversionRow("u", "order/u/o", "order", "o", true, 100L, 100L, "USD", at("PT1S")),
                        new ConversionRow("v", "order/v/o", "order", "o", true, 300L, 300L, "USD", at("PT0S")));
        assertThat(answer.deadLetters())
                .containsExactly(new DeadLetter("duplicate_order", "purchases", "u", "b", at("PT1S")));
    }

    @Test
    void theFirstOrderIsMarkedAndRenewalsNeverAre() {
        Answer answer = new Story()
                .purchase("r", "PT0S", "u", "1", PurchaseKind.RENEWAL, 10, "USD", null)
                .order("z", "PT1S", "u", "2", 10)
                .order("y", "PT1S", "u", "3", 10)
                .answer();
        assertThat(answer.conversions()).extracting(ConversionRow::getOrderId).containsExactly("1", "2", "3");
        assertThat(answer.conversions()).extracting(ConversionRow::getIsFirst).containsExactly(false, false, true);
    }

    @Test
    void refundsOfSeveralIdsAddUpAndEachIdCountsOnceByItsEarliestEvent() {
        assertThat(net(new Story()
                        .order("o", "PT0S", "u", "o", 1_000)
                        .refund("r1", "PT1S", "u", "o", "R1", 100)
                        .refund("r2", "PT3S", "u", "o", "R2", 50)
                        .purchase("r0", "PT2S", "u", "o", PurchaseKind.CHARGEBACK, 70, "USD", "R2")))
                .isEqualTo(1_000 - 100 - 70);
    }

    @Test
    void netIsNeverBelowZeroAndARefundMayComeBeforeItsOrder() {
        assertThat(net(new Story().refund("r", "-P1D", "u", "o", "R", 700).order("o", "PT0S", "u", "o", 500)))
                .isZero();
    }

    @Test
    void aCancelledRefundDoesNotStandWhicheverComesFirst() {
        assertThat(net(new Story()
                        .order("o", "PT0S", "u", "o", 900)
                        .purchase("x", "PT1S", "u", "o", PurchaseKind.REFUND_CANCELLED, 0, "USD", "R1")
                        .refund("r1", "PT2S", "u", "o", "R1", 100)
                        .refund("r2", "PT2S", "u", "o", "R2", 30)
                        .purchase("y", "PT3S", "u", "o", PurchaseKind.REFUND_CANCELLED, 0, "USD", "R2")
                        .refund("r3", "PT4S", "u", "o", "R3", 5)))
                .isEqualTo(895);
    }

    @Test
    void aRefundWithoutAnIdIsItsOwn() {
        assertThat(net(new Story()
                        .order("o", "PT0S", "u", "o", 100)
                        .refund("r1", "PT1S", "u", "o", null, 10)
                        .refund("r2", "PT1S", "u", "o", null, 10)))
                .isEqualTo(80);
    }

    @Test
    void aRefundOfAnotherCurrencyCountsNothingAndIsADeadLetter() {
        Answer answer = new Story()
                .order("o", "PT0S", "u", "o", 100)
                .purchase("r", "PT1S", "u", "o", PurchaseKind.REFUND, 40, "EUR", "R")
                .refund("orphan", "PT1S", "u", "never", "R", 40)
                .answer();
        assertThat(answer.conversions().get(0).getAmountMinor()).isEqualTo(100);
        assertThat(answer.conversions()).hasSize(1);
        assertThat(answer.deadLetters())
                .containsExactly(
                        new DeadLetter("currency_mismatch", "purchases", "u", "r", at("PT1S")),
                        new DeadLetter("order_unknown", "purchases", "u", "orphan", at("PT1S")));
    }

    @Test
    void aPurchaseConcernsAnOrderUpToFourHundredDaysFromItsSale() {
        Answer answer = new Story()
                .refund("r0", "PT-9600H-0.001S", "u", "o", "R0", 1)
                .refund("r1", "PT-9600H", "u", "o", "R1", 20)
                .order("o", "PT0S", "u", "o", 1_000)
                .refund("r2", "PT9600H", "u", "o", "R2", 300)
                .order("d", "PT9600H", "u", "o", 7)
                .refund("r3", "PT9600H0.001S", "u", "o", "R3", 600)
                .purchase("x", "PT9600H0.001S", "u", "o", PurchaseKind.REFUND_CANCELLED, 0, "USD", "R2")
                .order("e", "PT9600H0.001S", "u", "o", 8)
                .answer();
        assertThat(answer.conversions())
                .extracting(ConversionRow::getAmountMinor)
                .containsExactly(680L);
        assertThat(answer.deadLetters())
                .extracting(letter -> letter.reason() + " " + letter.eventId())
                .containsExactly(
                        "duplicate_order d",
                        "order_expired e",
                        "order_expired r3",
                        "order_expired x",
                        "order_unknown r0");
    }
}
