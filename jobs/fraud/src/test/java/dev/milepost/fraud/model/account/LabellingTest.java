package dev.milepost.fraud.model.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.account.AccountFact.Bound;
import dev.milepost.fraud.model.account.AccountFact.Cancelled;
import dev.milepost.fraud.model.account.AccountFact.Money;
import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.Reviewed;
import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.fraud.model.account.AccountNews.Judged;
import dev.milepost.fraud.model.account.AccountNews.Labelled;
import dev.milepost.fraud.model.account.AccountNews.Lookup;
import dev.milepost.fraud.model.account.AccountNews.NotLinked;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.identifier.Label;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reviewers and banks say of a referral reaches the identifiers of its referee, and the rings. */
class LabellingTest {

    private static final long DAY = 86_400_000L;
    private static final long T0 = 1_772_323_200_000L;
    private static final Shown PHONE = new Shown(IdentifierKind.DEVICE, "phone");
    private static final Shown CARD = new Shown(IdentifierKind.PAYMENT, "card");

    private AccountState state = AccountState.empty();
    private final List<AccountNews> news = new ArrayList<>();
    private int facts;

    LabellingTest() {
        hear(new SignedUp("bob", "signup", T0, List.of(PHONE), null, List.of(), null));
        hear(new Bound("bob", "bound", T0, "bob/s1", "ada", "friends", "ADA", T0));
    }

    private void hear(AccountFact fact) {
        new AccountBook("bob", state).accept(fact);
    }

    private void decide(long until) {
        new AccountBook("bob", state).decide(until, (program, currency, time) -> List.of(), news::add);
        state = Bytes.restored(new AccountStateCodec(), state);
    }

    private void review(long day, String caseId, long version, Opinion opinion) {
        hear(new Reviewed("bob", "review " + ++facts, T0 + day * DAY, "bob/s1", caseId, version, opinion));
    }

    private void chargeback(long day, String refund) {
        String identity = "chargeback " + ++facts;
        hear(new Paid("bob", identity, T0 + day * DAY, Money.CHARGEBACK, 100, "USD", refund));
    }

    private void cancellation(long day, String refund) {
        hear(new Cancelled("bob", "cancellation " + ++facts, T0 + day * DAY, refund));
    }

    private void shows(long day, Shown shown) {
        hear(new Seen("bob", "seen " + ++facts, T0 + day * DAY, T0 + day * DAY, null, List.of(shown)));
    }

    /** Each as day, identifier, and what it was told. */
    private List<String> labels(long until) {
        decide(T0 + until * DAY);
        return news.stream()
                .filter(Labelled.class::isInstance)
                .map(Labelled.class::cast)
                .map(each -> (each.timeMillis() - T0) / DAY + " " + each.shown().hash()
                        + (each.takenBack() ? " no more " : " ")
                        + said(each.label()))
                .toList();
    }

    private List<String> judged() {
        return news.stream()
                .filter(Judged.class::isInstance)
                .map(Judged.class::cast)
                .map(each -> (each.timeMillis() - T0) / DAY + " " + said(each.label()))
                .toList();
    }

    private static String said(Label label) {
        return label == null
                ? "nothing"
                : (label.fraud() ? "fraud of " : "benign of ") + (label.labelledMillis() - T0) / DAY;
    }

    @Test
    void aReviewReachesWhatTheRefereeHasShownAndWhatTheyShowLater() {
        review(2, "c", 0, Opinion.FRAUD);
        shows(3, CARD);
        shows(4, PHONE);
        assertThat(labels(5)).containsExactly("2 phone fraud of 2", "3 card fraud of 2");
        assertThat(judged()).containsExactly("2 fraud of 2");
    }

    @Test
    void aLaterReviewTakesAnEarlierOneBack() {
        shows(1, CARD);
        review(2, "c", 0, Opinion.FRAUD);
        review(3, "c", 1, Opinion.BENIGN);
        assertThat(labels(5))
                .containsExactly(
                        "2 phone fraud of 2",
                        "2 card fraud of 2",
                        "3 phone no more fraud of 2",
                        "3 card no more fraud of 2",
                        "3 phone benign of 3",
                        "3 card benign of 3");
        assertThat(judged()).containsExactly("2 fraud of 2", "3 benign of 3");
    }

    @Test
    void ofOneVersionOfACaseTheFirstReviewCounts() {
        review(2, "c", 4, Opinion.BENIGN);
        review(3, "c", 4, Opinion.FRAUD);
        review(4, "c", 3, Opinion.FRAUD);
        assertThat(labels(5)).containsExactly("2 phone benign of 2");
        review(6, "another", 0, Opinion.FRAUD);
        assertThat(labels(7)).endsWith("6 phone no more benign of 2", "6 phone fraud of 6");
    }

    @Test
    void aReviewAndAChargebackCountOnce() {
        review(2, "c", 0, Opinion.FRAUD);
        chargeback(3, "r1");
        chargeback(4, "r2");
        assertThat(labels(5)).containsExactly("2 phone fraud of 2");
        assertThat(judged()).hasSize(1);
    }

    @Test
    void theBankIsBelievedBeforeAReviewerUntilAllItsChargebacksAreCancelled() {
        chargeback(2, "r1");
        review(3, "c", 0, Opinion.BENIGN);
        chargeback(4, "r2");
        cancellation(5, "r1");
        assertThat(labels(6)).containsExactly("2 phone fraud of 2");
        cancellation(7, "r2");
        assertThat(labels(8)).endsWith("7 phone no more fraud of 2", "7 phone benign of 7");
    }

    @Test
    void aCancellationCountsBeforeItsChargebackToo() {
        cancellation(2, "r1");
        chargeback(3, "r1");
        assertThat(labels(4)).isEmpty();
        chargeback(5, "r2");
        cancellation(6, "r2");
        assertThat(labels(7)).containsExactly("5 phone fraud of 5", "6 phone no more fraud of 5");
        assertThat(judged()).containsExactly("5 fraud of 5", "6 nothing");
    }

    @Test
    void whatIsSaidOfAnotherReferralIsNotTheirs() {
        hear(new Reviewed("bob", "other", T0 + DAY, "bob/s1/s2", "c", 0, Opinion.FRAUD));
        assertThat(labels(2)).isEmpty();
        assertThat(state.labels.isEmpty()).isTrue();
    }

    @Test
    void notLinkedIsForTheRingsAlone() {
        review(2, "c", 0, Opinion.NOT_LINKED);
        assertThat(labels(3)).isEmpty();
        assertThat(news).contains(new NotLinked("bob", T0 + 2 * DAY));
    }

    /** A chargeback is assessed, and what it says itself is not what is known of neighbours. */
    @Test
    void theRefereesOwnLabelGoesWithWhatTheIdentifiersAreAsked() {
        chargeback(2, "r1");
        decide(T0 + 2 * DAY);
        List<Lookup> lookups = news.stream()
                .filter(Lookup.class::isInstance)
                .map(Lookup.class::cast)
                .toList();
        assertThat(lookups.get(0).own()).isNull();
        assertThat(lookups.get(lookups.size() - 1).own()).isEqualTo(new Label(true, T0 + 2 * DAY));
    }

    @Test
    void ofMoreThanTwentyDevicesTheLatestAreLabelled() {
        review(1, "c", 0, Opinion.FRAUD);
        for (int i = 0; i < 20; i++) {
            shows(2 + i, new Shown(IdentifierKind.DEVICE, "d" + i));
        }
        assertThat(labels(30)).hasSize(22).endsWith("21 phone no more fraud of 1", "21 d19 fraud of 1");
    }

    @Test
    void aReviewThatIsTakenBackBeforeItsTimeWasNever() {
        Reviewed review = new Reviewed("bob", "r", T0 + DAY, "bob/s1", "c", 0, Opinion.FRAUD);
        hear(review);
        new AccountBook("bob", state).retract(review);
        assertThat(labels(2)).isEmpty();
    }

    @Test
    void nothingIsLeftFourHundredDaysAfter() {
        review(10, "c", 0, Opinion.FRAUD);
        review(300, "c", 1, Opinion.FRAUD);
        assertThat(labels(409)).hasSize(1);
        assertThat(state.labels.told).isNotNull();
        decide(T0 + 410 * DAY);
        assertThat(state.labels.told).as("so have the identifiers").isNull();
        assertThat(new AccountBook("bob", state).nextMillis()).isEqualTo(T0 + 700 * DAY);
        decide(T0 + 700 * DAY);
        assertThat(state.isEmpty()).isTrue();
        assertThat(news.stream().filter(Labelled.class::isInstance)).hasSize(1);
    }
}
