package dev.milepost.fraud.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.account.AccountFact;
import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.fraud.model.account.AccountFact.Reviewed;
import dev.milepost.schemas.event.JourneyFact;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a review is told to, and what money that comes back is called by. */
class ReviewsOfAccountsTest {

    private static Review review(ReviewAction action, String... referrals) {
        Review review = new Review();
        review.setEventId("e");
        review.setEventTime(Instant.ofEpochMilli(5));
        review.setCaseId("c");
        review.setExpectedVersion(3);
        review.setAction(action);
        review.setReferralIds(List.of(referrals));
        return review;
    }

    @Test
    void itIsToldToTheRefereesOfWhatItNamesOnceEach() {
        assertThat(AccountReader.facts(review(ReviewAction.REJECT, "bob/s1", "eve/s2", "bob/s1")))
                .containsExactly(
                        new Reviewed("bob", "review/c/e/bob/s1", 5, "bob/s1", "c", 3, Opinion.FRAUD),
                        new Reviewed("eve", "review/c/e/eve/s2", 5, "eve/s2", "c", 3, Opinion.FRAUD));
        assertThat(AccountReader.facts(review(ReviewAction.REJECT)))
                .as("of all of the case, which is not known here")
                .isEmpty();
    }

    @Test
    void anIdWithSlashesIsToldToAllThatItMayBeOf() {
        assertThat(AccountReader.facts(review(ReviewAction.APPROVE, "shop/bob/s/1", "/x", "none")))
                .extracting(AccountFact::userId)
                .containsExactly("shop", "shop/bob", "shop/bob/s");
        assertThat(AccountReader.facts(review(ReviewAction.APPROVE, "a/".repeat(100))))
                .hasSize(16);
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVE, BENIGN",
        "REJECT, FRAUD",
        "PARTIAL, FRAUD",
        "NOT_LINKED, NOT_LINKED",
        "CLAIM,",
        "RELEASE_CLAIM,",
        "ESCALATE,",
        "APPEAL,"
    })
    void whatAnActionSays(ReviewAction action, Opinion opinion) {
        assertThat(ReviewedReferrals.opinion(review(action))).isEqualTo(opinion);
    }

    @Test
    void aCancellationNamesTheChargebackOfItsOrder() {
        AccountFact.Paid charged = (AccountFact.Paid) AccountReader.fact(money("chargeback", "o1", "r1"));
        AccountFact.Cancelled cancelled =
                (AccountFact.Cancelled) AccountReader.fact(money("refund_cancelled", "o1", "r1"));
        assertThat(cancelled.refund()).isEqualTo(charged.refund());
        assertThat(((AccountFact.Paid) AccountReader.fact(money("chargeback", "o2", "r1"))).refund())
                .isNotEqualTo(charged.refund());
        assertThat(((AccountFact.Paid) AccountReader.fact(money("order", "o1", null))).refund())
                .isNull();
    }

    private static JourneyFact money(String name, String order, String refund) {
        JourneyFact fact = new JourneyFact();
        fact.setUserId("bob");
        fact.setIdentity(name);
        fact.setName(name);
        fact.setKnownTime(Instant.ofEpochMilli(5));
        fact.setOrderId(order);
        fact.setRefundId(refund);
        fact.setAmountMinor(100L);
        fact.setCurrency("USD");
        return fact;
    }
}
