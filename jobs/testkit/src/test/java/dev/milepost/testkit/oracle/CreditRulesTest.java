package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.schemas.row.CreditRow;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.Qualification;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The customer is u, on browser a; the order o comes at NOON. */
final class CreditRulesTest {

    private static final Qualification ANY_ORDER = new Qualification("order", null, Duration.ofDays(90));

    private static ProgramFacts program(int version, String validFrom, int windowDays, String... excluded) {
        return new ProgramFacts(
                "p",
                version,
                at(validFrom),
                "USD",
                Duration.ofDays(windowDays),
                List.of(excluded),
                Duration.ofDays(30),
                false,
                List.of("code", "invite", "link"),
                Duration.ofDays(1),
                ANY_ORDER);
    }

    private static Story known() {
        return new Story().identified("known", "-P40D", "a", "u");
    }

    private static List<CreditRow> order(Answer answer) {
        return answer.credits().stream()
                .filter(row -> row.getConversionId().equals("order/u/o"))
                .toList();
    }

    @Test
    void threeEqualTouchesSplitATenthOfADollarWithTheLastCentToTheLatest() {
        List<CreditRow> rows = order(known().touch("1", "-P3D", "a", "email")
                .touch("2", "-P2D", "a", "social")
                .touch("3", "-P1D", "a", "direct")
                .order("o", "PT0S", "u", "o", 10)
                .answer());
        assertThat(rows).extracting(CreditRow::getFirstMinor).containsExactly(10L, 0L, 0L);
        assertThat(rows).extracting(CreditRow::getLastMinor).containsExactly(0L, 0L, 10L);
        assertThat(rows).extracting(CreditRow::getLastNonDirectMinor).containsExactly(0L, 10L, 0L);
        assertThat(rows).extracting(CreditRow::getLinearMinor).containsExactly(3L, 3L, 4L);
        assertThat(rows)
                .extracting(CreditRow::getLinearWeight)
                .containsExactly(
                        new BigDecimal("0.333333333"), new BigDecimal("0.333333333"), new BigDecimal("0.333333334"));
        assertThat(rows).extracting(CreditRow::getPositionMinor).containsExactly(4L, 2L, 4L);
        // 2^(-3/7), 2^(-2/7), 2^(-1/7) over their sum: 3.009, 3.322 and 3.668 of 10.
        assertThat(rows).extracting(CreditRow::getTimeDecayMinor).containsExactly(3L, 3L, 4L);
        assertThat(rows)
                .extracting(CreditRow::getTimeDecayWeight)
                .containsExactly(
                        new BigDecimal("0.300923549"), new BigDecimal("0.332246535"), new BigDecimal("0.366829916"));
    }

    @Test
    void twoTouchesShareAnOddCentWithTheLaterAndDirectAloneIsLastNonDirect() {
        List<CreditRow> rows = order(known().touch("1", "-P2D", "a", "direct")
                .touch("2", "-P1D", "a", "direct")
                .order("o", "PT0S", "u", "o", 1)
                .answer());
        assertThat(rows).extracting(CreditRow::getPositionMinor).containsExactly(0L, 1L);
        assertThat(rows).extracting(CreditRow::getLinearMinor).containsExactly(0L, 1L);
        assertThat(rows).extracting(CreditRow::getLastNonDirectMinor).containsExactly(0L, 1L);
    }

    @Test
    void aDayOfHalfLifeHalvesADaysWeight() {
        // Ages 2 d, 1 d and 0: weights 1/7, 2/7 and 4/7.
        List<CreditRow> rows = order(known().touch("1", "-P2D", "a", "email")
                .touch("2", "-P1D", "a", "email")
                .touch("3", "PT0S", "a", "email")
                .code("create", "-P30D", "advocate", "A", "p")
                .signup("s", "-PT2H", "u", s -> s.setReferralCode("A"))
                .order("o", "PT0S", "u", "o", 100)
                .answer(program(1, "-P90D", 30)));
        assertThat(rows).extracting(CreditRow::getTimeDecayMinor).containsExactly(14L, 29L, 57L);
        assertThat(rows)
                .extracting(CreditRow::getTimeDecayWeight)
                .containsExactly(
                        new BigDecimal("0.142857143"), new BigDecimal("0.285714286"), new BigDecimal("0.571428571"));
    }

    @Test
    void theWindowHoldsBothItsEndsAndTouchesInTheConversionsInstant() {
        List<CreditRow> rows = order(known().touch("before", "-PT720H0.001S", "a", "email")
                .touch("start", "-PT720H", "a", "email")
                .touch("z-end", "PT0S", "a", "email")
                .touch("after", "PT0.001S", "a", "email")
                .order("o", "PT0S", "u", "o", 100)
                .answer());
        assertThat(rows).extracting(CreditRow::getTouchId).containsExactly("start", "z-end");
    }

    @Test
    void touchesOfOneInstantAreOrderedByTheirEventIds() {
        List<CreditRow> rows = order(known().touch("y", "-P1D", "a", "email")
                .touch("x", "-P1D", "a", "email")
                .order("o", "PT0S", "u", "o", 1)
                .answer());
        assertThat(rows).extracting(CreditRow::getTouchId).containsExactly("x", "y");
        assertThat(rows).extracting(CreditRow::getFirstMinor).containsExactly(1L, 0L);
        assertThat(rows).extracting(CreditRow::getTimeDecayMinor).containsExactly(0L, 1L);
    }

    @Test
    void aConversionWithoutTouchesIsCreditedToNone() {
        CreditRow row =
                order(new Story().order("o", "PT0S", "u", "o", 250).answer()).get(0);
        assertThat(row.getTouchId()).isEmpty();
        assertThat(row.getChannel()).isEqualTo("(none)");
        assertThat(row.getTouchTime()).isNull();
        assertThat(row.getProgramId()).isEqualTo("default");
        assertThat(row.getTimeDecayWeight()).isEqualByComparingTo("1");
        assertThat(List.of(row.getFirstMinor(), row.getPositionMinor(), row.getTimeDecayMinor()))
                .containsOnly(250L);
    }

    @Test
    void theProgramOfTheBindingExcludesChannelsBeforeWeighting() {
        List<CreditRow> rows = order(known().code("create", "-P50D", "advocate", "A", "p")
                .touch("1", "-P3D", "a", "email")
                .link("2", "-P2D", "a", "A")
                .touch("3", "-P1D", "a", "social")
                .signup("s", "-PT1H", "u", "a")
                .order("o", "PT0S", "u", "o", 100)
                .answer(program(1, "-P90D", 30, "email")));
        assertThat(rows)
                .extracting(
                        CreditRow::getTouchId,
                        CreditRow::getProgramId,
                        CreditRow::getAdvocateId,
                        CreditRow::getFirstMinor,
                        CreditRow::getLinearMinor)
                .containsExactly(tuple("2", "p", "advocate", 100L, 50L), tuple("3", "p", "", 0L, 50L));
    }

    @Test
    void theVersionIsTheOneInForceAtTheConversionEvenIfTheSignupFellInAnother() {
        Story story = known().code("create", "-P50D", "advocate", "A", "p")
                .touch("1", "-P9D", "a", "social")
                .touch("2", "-P2D", "a", "social")
                .signup("s", "-P1D", "u", s -> s.setReferralCode("A"))
                .order("o", "PT0S", "u", "o", 100);
        assertThat(order(story.answer(program(1, "-P90D", 30), program(2, "PT0S", 5))))
                .extracting(CreditRow::getTouchId)
                .containsExactly("2");
        assertThat(order(story.answer(program(1, "-P90D", 30), program(2, "PT0.001S", 5))))
                .extracting(CreditRow::getTouchId)
                .containsExactly("1", "2");
    }

    @Test
    void conversionsBeforeTheBindingSignupFallToTheDefaultProgramAndTheSignupItselfToTheBinding() {
        Answer answer = known().code("create", "-P50D", "advocate", "A", "p")
                .touch("1", "-P1D", "a", "social")
                .signup("s", "PT1H", "u", s -> s.setReferralCode("A"))
                .answer();
        assertThat(answer.credits())
                .extracting(CreditRow::getConversionId, CreditRow::getProgramId, CreditRow::getLinearMinor)
                .containsExactly(tuple("signup/u/s@" + at("PT1H").toEpochMilli(), "p", 0L));
        Answer refused = known().code("create", "-P50D", "advocate", "A", "p")
                .order("o", "PT0S", "u", "o", 100)
                .signup("s", "PT1H", "u", s -> s.setReferralCode("A"))
                .answer();
        assertThat(refused.credits()).extracting(CreditRow::getProgramId).containsOnly("default");
    }

    @Test
    void creditFollowsTheNetAmount() {
        List<CreditRow> rows = order(known().touch("1", "-P2D", "a", "email")
                .touch("2", "-P1D", "a", "email")
                .order("o", "PT0S", "u", "o", 1_000)
                .refund("r", "P1D", "u", "o", "R", 901)
                .answer());
        assertThat(rows).extracting(CreditRow::getLinearMinor).containsExactly(49L, 50L);
    }

    @Test
    void aTouchThatAnEarlierLinkMovesEarnsForItsNewOwner() {
        Story story = new Story()
                .touch("1", "-P1D", "b", "email")
                .identified("later", "-PT1H", "b", "u")
                .order("o", "PT0S", "u", "o", 100);
        // An identified click is a direct one, and opens a session here.
        assertThat(order(story.answer())).extracting(CreditRow::getTouchId).containsExactly("1", "later");
        story.identified("earlier", "-PT2H", "b", "v").received("PT23H");
        assertThat(order(story.answer()))
                .extracting(CreditRow::getTouchId, CreditRow::getChannel)
                .containsExactly(tuple("later", "direct"));
    }

    @Test
    void touchesOfTwoDevicesWithOneEventIdAreTwoAndTheSmallerDeviceIsEarlier() {
        Answer answer = new Story()
                .touch("t", "PT0S", "b", "social")
                .touch("t", "PT0S", "a", "email")
                .signup("s", "PT1S", "u", "a")
                .identified("i", "PT2S", "b", "u")
                .order("o", "PT3S", "u", "o", 101)
                .answer();
        assertThat(answer.credits())
                .filteredOn(credit ->
                        credit.getKind().equals("order") && credit.getTouchId().equals("t"))
                .extracting(CreditRow::getAnonymousId, CreditRow::getFirstMinor, CreditRow::getLinearMinor)
                .containsExactly(tuple("a", 101L, 50L), tuple("b", 0L, 51L));
    }
}
