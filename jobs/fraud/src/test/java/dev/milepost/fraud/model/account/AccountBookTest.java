package dev.milepost.fraud.model.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.account.AccountFact.Bound;
import dev.milepost.fraud.model.account.AccountFact.Cancelled;
import dev.milepost.fraud.model.account.AccountFact.Money;
import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.Qualified;
import dev.milepost.fraud.model.account.AccountFact.Refused;
import dev.milepost.fraud.model.account.AccountFact.Reviewed;
import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.fraud.model.account.AccountNews.Assessment;
import dev.milepost.fraud.model.account.AccountNews.Lookup;
import dev.milepost.fraud.model.account.AccountNews.Profile;
import dev.milepost.fraud.model.account.AccountNews.Referred;
import dev.milepost.fraud.model.account.AccountNews.Sighting;
import dev.milepost.fraud.model.account.AccountNews.Unreferred;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccountBookTest {

    private static final long T0 = 1_772_323_200_000L;
    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final Shown PHONE = new Shown(IdentifierKind.DEVICE, "phone");
    private static final Shown LAPTOP = new Shown(IdentifierKind.DEVICE, "laptop");
    private static final Shown NETWORK = new Shown(IdentifierKind.IP24, "network");
    private static final Shown CARD = new Shown(IdentifierKind.PAYMENT, "card");

    private AccountState state = AccountState.empty();
    private final List<AccountNews> news = new ArrayList<>();

    private AccountBook book() {
        return new AccountBook("bob", state);
    }

    private void hear(AccountFact... facts) {
        for (AccountFact fact : facts) {
            book().accept(fact);
        }
    }

    private void decide(long until) {
        book().decide(until, AccountBookTest::thresholds, news::add);
    }

    private static List<Long> thresholds(String program, String currency, long time) {
        return currency == null || currency.equals("USD") ? List.of(5_000L) : List.of();
    }

    private <T extends AccountNews> List<T> told(Class<T> type) {
        return news.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Assessment assessed(Trigger trigger) {
        return told(Assessment.class).stream()
                .filter(each -> each.trigger() == trigger)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static SignedUp signup(long time) {
        return new SignedUp("bob", "signup", time, List.of(PHONE, NETWORK), "mail", List.of(1L, 2L), "example.org");
    }

    private static Bound bound(long time, String advocate) {
        return new Bound("bob", "bound@" + time, time, "bob/s1", advocate, "friends", "MP-ADA", T0);
    }

    private static Seen click(long time, long known, Shown device) {
        return new Seen("bob", "click@" + time, known, time, "MP-ADA", List.of(device));
    }

    @Test
    void aReferralIsAssessedWhenItIsBoundAndOnceItHasSettled() {
        hear(bound(T0, "ada"), click(T0 - HOUR, T0, PHONE), signup(T0));
        decide(T0);
        assertThat(told(Referred.class)).containsExactly(new Referred("bob/s1", "bob", "ada", T0));
        Assessment assessment = assessed(Trigger.BOUND);
        assertThat(assessment.subject().assessmentId()).isEqualTo("bob/s1@" + T0 + "/BOUND");
        assertThat(assessment.subject().advocateId()).isEqualTo("ada");
        assertThat(assessment.clickToSignupMillis()).isEqualTo(HOUR);
        assertThat(assessment.orphan()).as("on the device that signed up").isFalse();
        assertThat(assessment.network()).isEqualTo("network");
        assertThat(assessment.shown()).containsExactly(PHONE, NETWORK);
        assertThat(assessment.thresholds()).containsExactly(5_000L);
        assertThat(told(Lookup.class)).extracting(Lookup::shown).containsExactly(PHONE, NETWORK);
        assertThat(book().nextMillis()).isEqualTo(T0 + 10 * MINUTE);
        decide(T0 + DAY);
        assertThat(told(Assessment.class))
                .extracting(Assessment::trigger)
                .containsExactly(Trigger.BOUND, Trigger.SETTLED_SOON, Trigger.SETTLED);
    }

    @Test
    void aSignupWithoutAClickOrOnAnotherDeviceIsAnOrphan() {
        hear(signup(T0), bound(T0, "ada"));
        decide(T0);
        assertThat(assessed(Trigger.BOUND).orphan()).isTrue();
        assertThat(assessed(Trigger.BOUND).clickToSignupMillis()).isNegative();

        hear(click(T0 - HOUR, T0 + MINUTE, LAPTOP), click(T0 + 1, T0 + MINUTE, PHONE));
        decide(T0 + 10 * MINUTE);
        assertThat(assessed(Trigger.SETTLED_SOON).orphan())
                .as("a click after the signup is not the one")
                .isTrue();
        assertThat(assessed(Trigger.SETTLED_SOON).clickToSignupMillis()).isEqualTo(HOUR);
    }

    @Test
    void moneyIsAssessedAsItMovesAndSilenceAFortnightAfterQualifying() {
        hear(signup(T0), bound(T0, "ada"));
        hear(new Paid("bob", "money/o1", T0 + DAY, Money.SALE, 5_100, "USD"));
        hear(new Qualified("bob", "qualified", T0 + DAY, "bob/s1", true));
        hear(new Paid("bob", "money/r1", T0 + 2 * DAY, Money.REFUND, 5_100, "USD"));
        decide(T0 + 15 * DAY);
        assertThat(told(Assessment.class))
                .extracting(Assessment::trigger)
                .containsExactly(
                        Trigger.BOUND,
                        Trigger.SETTLED_SOON,
                        Trigger.PURCHASE,
                        Trigger.QUALIFIED,
                        Trigger.SETTLED,
                        Trigger.REFUND,
                        Trigger.ACTIVITY);
        assertThat(assessed(Trigger.PURCHASE).amountMinor()).isEqualTo(5_100);
        assertThat(assessed(Trigger.ACTIVITY).inactive())
                .as("a refund is no activity")
                .isTrue();
    }

    @Test
    void whatIsNoLongerQualifiedIsNotWatchedForSilence() {
        hear(signup(T0), bound(T0, "ada"));
        hear(new Qualified("bob", "qualified", T0 + DAY, "bob/s1", true));
        hear(new Qualified("bob", "taken back", T0 + 2 * DAY, "bob/s1", false));
        decide(T0 + 20 * DAY);
        assertThat(told(Assessment.class)).extracting(Assessment::trigger).doesNotContain(Trigger.ACTIVITY);
    }

    @Test
    void anOrderOfTheVeryTimeOfTheBindingIsAssessed() {
        hear(new Paid("bob", "money/o1", T0, Money.SALE, 5_100, "USD"), bound(T0, "ada"), signup(T0));
        decide(T0);
        assertThat(told(Assessment.class))
                .extracting(Assessment::trigger)
                .containsExactly(Trigger.BOUND, Trigger.PURCHASE);
    }

    @Test
    void whoDoesAnythingAfterQualifyingIsNotSilent() {
        hear(signup(T0), bound(T0, "ada"));
        hear(new Qualified("bob", "qualified", T0 + DAY, "bob/s1", true));
        hear(new Seen("bob", "activity", T0 + 3 * DAY, T0 + 3 * DAY, null, List.of(PHONE)));
        decide(T0 + 15 * DAY);
        assertThat(assessed(Trigger.ACTIVITY).inactive()).isFalse();
    }

    @Test
    void aReferralThatIsAnothersIsTakenFromTheFirstAndAssessedAnew() {
        hear(signup(T0), bound(T0, "ada"), bound(T0 + HOUR, "eve"));
        decide(T0 + 2 * HOUR);
        assertThat(told(Unreferred.class)).containsExactly(new Unreferred("bob/s1", "bob", "ada", T0 + HOUR));
        assertThat(assessed(Trigger.BOUND).subject().advocateId()).isEqualTo("eve");
        hear(bound(T0 + 3 * HOUR, null));
        decide(T0 + 2 * DAY);
        assertThat(told(Unreferred.class)).hasSize(2);
        assertThat(told(Assessment.class)).as("none of nobody's").allMatch(each -> each.timeMillis() < T0 + 3 * HOUR);
    }

    @Test
    void aRefusedBindingIsForTheRingsAlone() {
        hear(signup(T0), new Refused("bob", "refused", T0, "eve"));
        decide(T0 + DAY);
        assertThat(told(AccountNews.Refused.class)).containsExactly(new AccountNews.Refused("bob", "eve", T0));
        assertThat(told(Assessment.class)).isEmpty();
        assertThat(told(Referred.class)).isEmpty();
    }

    @Test
    void whatIsTakenBackBeforeItsTimeWasNever() {
        hear(signup(T0), bound(T0, "ada"));
        book().retract(bound(T0, "ada"));
        decide(T0 + DAY);
        assertThat(told(Assessment.class)).isEmpty();
    }

    /** Of two profiles the one of the later time holds, in whatever order they come. */
    @Test
    void aSignupThatComesLateIsInTheLatestProfile() {
        hear(new Seen("bob", "1", T0 + HOUR, T0 + HOUR, null, List.of(LAPTOP)));
        decide(T0 + 2 * HOUR);
        hear(signup(T0));
        decide(T0 + 2 * HOUR);
        assertThat(told(Profile.class))
                .extracting(each -> each.emailHash() + "@" + (each.timeMillis() - T0))
                .containsExactly("null@" + HOUR, signup(T0).emailHash() + "@" + (HOUR + 1));
    }

    @Test
    void aSightingIsToldOnceAnHourAndAProfileWhenItGrows() {
        hear(signup(T0));
        hear(new Seen("bob", "1", T0 + HOUR - 1, T0 + HOUR - 1, null, List.of(PHONE)));
        hear(new Seen("bob", "2", T0 + HOUR, T0 + HOUR, null, List.of(PHONE)));
        hear(new Seen("bob", "3", T0 + 2 * HOUR, T0 + 2 * HOUR, null, List.of(CARD)));
        decide(T0 + DAY);
        assertThat(told(Sighting.class))
                .extracting(each -> each.shown().hash() + (each.timeMillis() - T0) / HOUR)
                .containsExactly("phone0", "network0", "phone1", "card2");
        assertThat(told(Profile.class))
                .extracting(Profile::kinds)
                .containsExactly(
                        Set.of(IdentifierKind.DEVICE, IdentifierKind.IP24),
                        Set.of(IdentifierKind.DEVICE, IdentifierKind.IP24, IdentifierKind.PAYMENT));
    }

    @Test
    void nothingIsLeftOfWhoWasNotSeenForLong() {
        hear(click(T0 - HOUR, T0, PHONE), signup(T0), bound(T0, "ada"));
        hear(new Qualified("bob", "qualified", T0 + DAY, "bob/s1", true));
        for (long next = book().nextMillis(); next != Long.MAX_VALUE; next = book().nextMillis()) {
            decide(next);
            assertThat(book().nextMillis())
                    .as("nothing is left to do at that time")
                    .isGreaterThan(next);
        }
        assertThat(state.isEmpty()).isTrue();
        assertThat(told(Assessment.class)).hasSize(6);
    }

    /** How often it is asked, whether it was written meanwhile, and what came first, changes nothing. */
    @Test
    void whatIsToldDependsOnTheFactsAlone() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<AccountFact> facts = facts(random);
            List<AccountNews> atOnce = run(facts, T0 + 60 * DAY);
            List<AccountFact> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, random);
            assertThat(run(shuffled, T0 + 60 * DAY))
                    .as("seed %s, shuffled", seed)
                    .isEqualTo(atOnce);
            assertThat(step(facts, random)).as("seed %s, step by step", seed).isEqualTo(atOnce);
        }
    }

    private static List<AccountNews> run(List<AccountFact> facts, long until) {
        AccountState state = AccountState.empty();
        List<AccountNews> told = new ArrayList<>();
        AccountBook book = new AccountBook("bob", state);
        facts.forEach(book::accept);
        book.decide(until, AccountBookTest::thresholds, told::add);
        return told;
    }

    private static List<AccountNews> step(List<AccountFact> facts, Random random) {
        List<AccountFact> sorted = new ArrayList<>(facts);
        sorted.sort(Comparator.comparingLong(AccountFact::timeMillis));
        AccountState state = AccountState.empty();
        List<AccountNews> told = new ArrayList<>();
        for (AccountFact fact : sorted) {
            new AccountBook("bob", state).accept(Bytes.restored(new AccountFactCodec(), fact));
            if (random.nextBoolean()) {
                new AccountBook("bob", state).decide(fact.timeMillis() - 1, AccountBookTest::thresholds, told::add);
                state = Bytes.restored(new AccountStateCodec(), state);
            }
        }
        new AccountBook("bob", state).decide(T0 + 60 * DAY, AccountBookTest::thresholds, told::add);
        return told.stream()
                .map(each -> Bytes.restored(new AccountNewsCodec(), each))
                .toList();
    }

    /** The later one knew less: who takes the latest by its time has to take this one. */
    @Test
    void anAssessmentThatComesLateIsDatedBehindThoseThatWereMade() {
        hear(signup(T0), bound(T0, "ada"));
        hear(new Paid("bob", "o1", T0 + 2 * DAY, Money.SALE, 100, "USD"));
        decide(T0 + 2 * DAY);
        state = Bytes.restored(new AccountStateCodec(), state);
        hear(new Paid("bob", "late", T0 + DAY + 1, Money.SALE, 100, "USD"));
        hear(new Paid("bob", "late too", T0 + DAY + 2, Money.SALE, 100, "USD"));
        hear(new Paid("bob", "same time", T0 + 2 * DAY, Money.SALE, 100, "USD"));
        hear(new Paid("bob", "in time", T0 + 2 * DAY + 1, Money.SALE, 100, "USD"));
        hear(new Paid("bob", "o2", T0 + 3 * DAY, Money.SALE, 100, "USD"));
        hear(new Paid("bob", "o3", T0 + 3 * DAY, Money.SALE, 100, "USD"));
        decide(T0 + 3 * DAY);
        assertThat(told(Assessment.class).stream()
                        .filter(each -> each.trigger() == Trigger.PURCHASE)
                        .map(each -> each.subject().assessmentId().replaceAll(".*/", "") + " "
                                + (each.timeMillis() - T0 - 2 * DAY)))
                .containsExactly("o1 0", "late 1", "late too 2", "same time 3", "in time 4", "o2 " + DAY, "o3 " + DAY);
        assertThat(told(Lookup.class))
                .filteredOn(each -> each.timeMillis() == T0 + 2 * DAY + 1)
                .isNotEmpty();
    }

    @Test
    void whatIsOfTheTimeOfAnAssessmentThatWasMadeIsDatedBehindItToo() {
        hear(signup(T0), bound(T0, "ada"));
        decide(T0);
        hear(new Paid("bob", "o1", T0, Money.SALE, 100, "USD"));
        decide(T0);
        assertThat(assessed(Trigger.PURCHASE).timeMillis()).isEqualTo(T0 + 1);
    }

    /** By its time who hears of the money finds the assessment that it asked for. */
    @Test
    void moneyThatWentBackIsOfTheTimeOfItsAssessmentHoweverLateItComes() {
        hear(signup(T0), bound(T0, "ada"), new Qualified("bob", "q", T0 + DAY, "bob/s1", true));
        hear(new Paid("bob", "o1", T0 + 10 * DAY, Money.SALE, 100, "USD"));
        decide(T0 + 10 * DAY);
        hear(new Paid("bob", "f1", T0 + 2 * DAY, Money.REFUND, 100, "USD", "o/f1"));
        hear(new Paid("bob", "c1", T0 + 3 * DAY, Money.CHARGEBACK, 100, "USD", "o/c1"));
        decide(T0 + 10 * DAY);
        assertThat(List.of(
                        assessed(Trigger.REFUND).timeMillis(),
                        assessed(Trigger.CHARGEBACK).timeMillis()))
                .containsExactly(T0 + 10 * DAY + 1, T0 + 10 * DAY + 2);
        assertThat(told(AccountNews.MoneyBack.class))
                .extracting(AccountNews.MoneyBack::timeMillis)
                .containsExactly(T0 + 10 * DAY + 1, T0 + 10 * DAY + 2);
    }

    @Test
    void moneyThatWentBackIsToldOfAReferralAndARefundOnlySoonAfterQualifying() {
        hear(signup(T0), bound(T0, "ada"));
        hear(new Paid("bob", "f0", T0 + DAY, Money.REFUND, 100, "USD", "o/f0"));
        hear(new Qualified("bob", "q", T0 + 2 * DAY, "bob/s1", true));
        hear(new Paid("bob", "f1", T0 + 32 * DAY, Money.REFUND, 100, "USD", "o/f1"));
        hear(new Paid("bob", "f2", T0 + 32 * DAY + 1, Money.REFUND, 100, "USD", "o/f2"));
        hear(new Paid("bob", "c1", T0 + 40 * DAY, Money.CHARGEBACK, 100, "USD", "o/c1"));
        hear(new Cancelled("bob", "x", T0 + 41 * DAY, "o/c1"));
        decide(T0 + 50 * DAY);
        assertThat(told(AccountNews.MoneyBack.class))
                .containsExactly(
                        new AccountNews.MoneyBack("bob/s1", "o/f1", Money.REFUND, T0 + 32 * DAY),
                        new AccountNews.MoneyBack("bob/s1", "o/c1", Money.CHARGEBACK, T0 + 40 * DAY),
                        new AccountNews.MoneyBack("bob/s1", "o/c1", null, T0 + 41 * DAY));
    }

    private static Reviewed review(String id, long time, long version, Random random) {
        List<Opinion> opinions = List.of(Opinion.values());
        return new Reviewed("bob", id, time, "bob/s1", "c", version, opinions.get(random.nextInt(opinions.size())));
    }

    private static List<AccountFact> facts(Random random) {
        List<AccountFact> facts = new ArrayList<>(List.of(signup(T0), bound(T0, "ada")));
        List<Shown> shown = List.of(PHONE, LAPTOP, NETWORK, CARD);
        for (int i = 0; i < 30; i++) {
            long time = T0 + (long) (random.nextDouble() * 40 * DAY);
            Shown one = shown.get(random.nextInt(shown.size()));
            facts.add(
                    switch (random.nextInt(9)) {
                        case 0 -> new Seen("bob", "c" + i, time, time, "MP-ADA", List.of(one));
                        case 1 -> new Paid("bob", "o" + i, time, Money.SALE, 100L * i, i % 2 == 0 ? "USD" : "EUR");
                        case 2 -> new Paid("bob", "r" + i, time, Money.REFUND, 100L * i, "USD");
                        case 5 -> review("v" + i, time, random.nextInt(4), random);
                        case 6 -> new Paid("bob", "x" + i, time, Money.CHARGEBACK, 1, "USD", "r" + random.nextInt(3));
                        case 7 -> new Cancelled("bob", "y" + i, time, "r" + random.nextInt(3));
                        case 8 -> new Refused("bob", "n" + i, time, "eve");
                        case 3 -> new Qualified("bob", "q", time, "bob/s1", random.nextInt(4) > 0);
                        default -> new Seen("bob", "s" + i, time, time, null, List.of(one, NETWORK));
                    });
        }
        // Of one identity one version: which one holds would depend on what came last.
        Set<String> known = new HashSet<>();
        facts.removeIf(fact -> !known.add(fact.identity()));
        return facts;
    }
}
