package dev.milepost.testkit.oracle;

import static dev.milepost.testkit.oracle.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.Qualification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** The referee is r and signs up, as event s, at NOON. */
final class BindingRulesTest {

    /** What the referral_id of a refusal begins with. */
    private static final String AT_ZERO = "r/s@" + at("PT0S").toEpochMilli();

    private static ProgramFacts program(String name, Instant validFrom, boolean bindFirst, String... evidence) {
        return new ProgramFacts(
                name,
                1,
                validFrom,
                "USD",
                Duration.ofDays(30),
                List.of(),
                Duration.ofDays(10),
                bindFirst,
                List.of(evidence),
                Duration.ofDays(7),
                new Qualification("order", 500L, Duration.ofDays(5)));
    }

    private static Story withCodes(String... codes) {
        Story story = new Story();
        for (String code : codes) {
            story.code("create-" + code, "-P100D", "owner-of-" + code, code, "default");
        }
        return story;
    }

    private static AbstractListAssert<?, ?, Tuple, ?> assertRows(Answer answer) {
        return assertThat(answer.bindings())
                .extracting(
                        BindingRow::getEvidence, BindingRow::getCode, BindingRow::getRefusal, BindingRow::getTouchId);
    }

    @Test
    void anEnteredCodeBindsBeforeInvitesAndLinks() {
        Answer answer = withCodes("A", "B", "C")
                .link("l", "-PT1H", "a", "C")
                .invite("i", "-PT1H", "mail", "B")
                .signup(
                        "s",
                        "PT0S",
                        "r",
                        signup ->
                                signup.setReferralCode("A").setEmailHash("mail").setAnonymousId("a"))
                .answer();
        assertThat(answer.bindings())
                .containsExactly(
                        new BindingRow("r", "r/s", "owner-of-A", "A", "default", "code", "", "bound", "", at("PT0S")));
    }

    @Test
    void theNewestInviteOfNinetyDaysBindsBeforeLinks() {
        Answer answer = withCodes("A", "B", "C", "D")
                .invite("too-old", "-PT2160H0.001S", "mail", "D")
                .invite("old", "-P90D", "mail", "A")
                .invite("new", "-PT1S", "mail", "B")
                .invite("after", "PT1S", "mail", "D")
                .link("l", "-PT1H", "a", "C")
                .signup("s", "PT0S", "r", signup -> signup.setEmailHash("mail").setAnonymousId("a"))
                .answer();
        assertRows(answer).containsExactly(tuple("invite", "B", "", "new"));
    }

    @Test
    void theNewestLinkBindsAndUnknownOnesBeforeItAreOnRecordOnce() {
        Answer answer = withCodes("A", "B")
                .link("l1", "-PT4H", "a", "A")
                .link("l2", "-PT3H", "a", "B")
                .link("l3", "-PT2H", "a", "X")
                .link("l4", "-PT1H", "a", "X")
                .signup("s", "PT0S", "r", "a")
                .answer();
        assertThat(answer.bindings())
                .containsExactly(
                        new BindingRow("r", "r/s", "owner-of-B", "B", "default", "link", "l2", "bound", "", at("PT0S")),
                        new BindingRow(
                                "r",
                                AT_ZERO + "/link/X",
                                "",
                                "X",
                                "default",
                                "link",
                                "l4",
                                "refused",
                                "unknown_code",
                                at("PT0S")));
    }

    @Test
    void aLinkOnAnotherChannelOrBeforeTheClickWindowBindsNobody() {
        Answer answer = withCodes("A")
                .click(
                        "other",
                        "-PT1H",
                        "a",
                        click -> click.setReferralCode("A").setChannel("email"))
                .link("old", "-PT720H0.001S", "a", "A")
                .signup("s", "PT0S", "r", "a")
                .answer();
        assertThat(answer.bindings()).isEmpty();
        Answer edge = withCodes("A")
                .link("edge", "-PT720H", "a", "A")
                .signup("s", "PT0S", "r", "a")
                .answer();
        assertRows(edge).containsExactly(tuple("link", "A", "", "edge"));
    }

    @Test
    void aProgramTakesOnlyItsKindsOfEvidence() {
        Answer answer = new Story()
                .code("create", "-P50D", "advocate", "A", "p")
                .link("l", "-PT1H", "a", "A")
                .signup("s", "PT0S", "r", signup -> signup.setReferralCode("A").setAnonymousId("a"))
                .answer(program("p", at("-P50D"), false, "link"));
        assertRows(answer).containsExactly(tuple("link", "A", "", "l"));
    }

    @Test
    void aProgramThatBindsByTheFirstTurnsItsLinksAroundInTheirPlaces() {
        Story story = new Story()
                .code("c1", "PT1H", "f1", "F1", "p")
                .code("c2", "PT1H", "f2", "F2", "p")
                .code("c3", "PT1H", "f3", "F3", "p")
                .code("c4", "PT1H", "d", "D", "default")
                .link("l1", "-PT4H", "a", "F1")
                .link("l2", "-PT3H", "a", "D")
                .link("l3", "-PT2H", "a", "F2")
                .link("l4", "-PT1H", "a", "F3")
                .signup("s", "PT0S", "r", "a");
        // All codes are too young, so every candidate is refused and none is left out: the order shows in a bound one.
        assertThat(story.answer(program("p", at("-P9D"), true, "link")).bindings())
                .hasSize(4);
        // Newest first: F3 F2 D F1. With p's turned around in its places 1, 2 and 4: F1 F2 D F3.
        Answer answer = story.code("old-D", "-P1D", "d", "D", "default").answer(program("p", at("-P9D"), true, "link"));
        assertRows(answer)
                .containsExactly(
                        tuple("link", "D", "", "l2"),
                        tuple("link", "F1", "junior_advocate", "l1"),
                        tuple("link", "F2", "junior_advocate", "l3"));
        // Before p's version is in force, its links stay as they are: F3 F2, then D binds.
        assertRows(story.answer(program("p", at("PT0.001S"), true, "link")))
                .containsExactly(
                        tuple("link", "D", "", "l2"),
                        tuple("link", "F2", "junior_advocate", "l3"),
                        tuple("link", "F3", "junior_advocate", "l4"));
    }

    @Test
    void onesOwnCodeIsRefusedAsSelf() {
        Answer answer = new Story()
                .code("create", "-PT1H", "r", "A", "default")
                .signup("s", "PT0S", "r", signup -> signup.setReferralCode("A"))
                .answer();
        assertThat(answer.bindings())
                .containsExactly(new BindingRow(
                        "r", AT_ZERO + "/code/A", "r", "A", "default", "code", "", "refused", "self", at("PT0S")));
    }

    @Test
    void aCodeCreatedWithinADayAfterTheSignupIsJuniorAndLaterUnknown() {
        Story signup = new Story().signup("s", "PT0S", "r", s -> s.setReferralCode("A"));
        assertRows(signup.code("late", "PT24H0.001S", "v", "A", "p").answer())
                .containsExactly(tuple("code", "A", "unknown_code", ""));
        Answer junior = signup.code("create", "PT24H", "w", "A", "q").answer();
        assertRows(junior).containsExactly(tuple("code", "A", "junior_advocate", ""));
        assertThat(junior.bindings().get(0).getAdvocateId()).isEqualTo("w");
        assertThat(junior.bindings().get(0).getProgramId()).isEqualTo("q");
    }

    @Test
    void aCodeTiedWithTheSignupIsOlderByASmallerEventId() {
        Story story = new Story().signup("m", "PT0S", "r", s -> s.setReferralCode("A"));
        assertRows(story.code("z", "PT0S", "v", "A", "default").answer())
                .containsExactly(tuple("code", "A", "junior_advocate", ""));
        assertRows(story.code("b", "PT0S", "v", "A", "default").answer()).containsExactly(tuple("code", "A", "", ""));
    }

    @Test
    void anAdvocateWhoSignsUpAfterTheRefereeIsJuniorForADay() {
        assertThat(refusalWithAdvocateSignup("n", "PT24H")).isEqualTo("junior_advocate");
        assertThat(refusalWithAdvocateSignup("z", "PT0S")).isEqualTo("junior_advocate");
        assertThat(refusalWithAdvocateSignup("b", "PT0S")).isEmpty();
        assertThat(refusalWithAdvocateSignup("n", "PT24H0.001S")).isEmpty();
    }

    @Test
    void anAdvocateIsWaitedForFourHundredDaysFromTheCodesCreation() {
        Story story = new Story()
                .code("create", "-PT9599H", "v", "A", "default")
                .signup("s", "PT0S", "r", s -> s.setReferralCode("A"));
        assertRows(story.answer()).containsExactly(tuple("code", "A", "", ""));
        assertRows(story.signup("later", "PT1H0.001S", "v", s -> s).answer())
                .containsExactly(tuple("code", "A", "", ""));
        assertRows(story.signup("in time", "PT1H", "v", s -> s).answer())
                .containsExactly(tuple("code", "A", "junior_advocate", ""));
    }

    private static String refusalWithAdvocateSignup(String id, String when) {
        return withCodes("A")
                .signup("s", "PT0S", "r", s -> s.setReferralCode("A"))
                .signup(id, when, "owner-of-A", s -> s)
                .answer()
                .bindings()
                .get(0)
                .getRefusal();
    }

    @Test
    void anEarlierSignupOrSaleMakesAnExistingCustomerWhateverTheCode() {
        Answer again = withCodes("A")
                .signup("s0", "-PT1H", "r", s -> s)
                .signup("s", "PT0S", "r", s -> s.setReferralCode("unheard-of"))
                .answer();
        assertThat(again.bindings())
                .containsExactly(new BindingRow(
                        "r",
                        AT_ZERO + "/code/unheard-of",
                        "",
                        "unheard-of",
                        "default",
                        "code",
                        "",
                        "refused",
                        "existing_customer",
                        at("PT0S")));
        assertRows(withCodes("A")
                        .order("a", "PT0S", "r", "o", 1)
                        .signup("s", "PT0S", "r", s -> s.setReferralCode("A"))
                        .answer())
                .containsExactly(tuple("code", "A", "existing_customer", ""));
        assertRows(withCodes("A")
                        .order("z", "PT0S", "r", "o", 1)
                        .refund("b", "-PT1S", "r", "o", "R", 1)
                        .signup("s", "PT0S", "r", s -> s.setReferralCode("A"))
                        .answer())
                .containsExactly(tuple("code", "A", "", ""));
    }

    @Test
    void aCodeBelongsToItsLatestCreatorBeforeTheSignupAndMayBeYoungerThanTheClick() {
        Answer answer = new Story()
                .code("c1", "-PT3H", "first", "A", "p")
                .link("l", "-PT2H", "a", "A")
                .code("c2", "-PT1H", "second", "A", "q")
                .code("c3", "PT1H", "third", "A", "default")
                .signup("s", "PT0S", "r", "a")
                .answer();
        assertThat(answer.bindings())
                .extracting(BindingRow::getAdvocateId, BindingRow::getProgramId, BindingRow::getStatus)
                .containsExactly(tuple("second", "q", "bound"));
    }

    @Test
    void evidenceKnownMoreThanADayAfterTheSignupIsTooLate() {
        assertThat(bindingsWithLaptopFound("PT24H")).hasSize(1);
        assertThat(bindingsWithLaptopFound("PT24H0.001S")).isEmpty();
    }

    private static List<BindingRow> bindingsWithLaptopFound(String when) {
        return withCodes("A")
                .link("l", "-PT1H", "laptop", "A")
                .signup("s", "PT0S", "r", "phone")
                .identified("found", when, "laptop", "r")
                .answer()
                .bindings();
    }

    @Test
    void anAnonymousCreatorIsKnownByTheLinkOfTheirBrowser() {
        assertThat(advocateFound("PT24H")).isEqualTo("advocate");
        assertThat(advocateFound("PT24H0.001S")).isEmpty();
    }

    private static String advocateFound(String when) {
        return new Story()
                .click(
                        "create",
                        "-PT1H",
                        "desk",
                        click -> click.setName("referral_code_created").setReferralCode("A"))
                .signup("s", "PT0S", "r", s -> s.setReferralCode("A"))
                .identified("found", when, "desk", "advocate")
                .answer()
                .bindings()
                .get(0)
                .getAdvocateId();
    }

    @Test
    void aReferralIsBoundAtTheSignupAndQualifiedByTheFirstMatchingEvent() {
        Story story = new Story()
                .code("create", "-P1D", "advocate", "A", "p")
                .signup("s", "PT0S", "r", s -> s.setReferralCode("A"))
                .order("small", "PT1H", "r", "o1", 499)
                .purchase("foreign", "PT2H", "r", "o2", PurchaseKind.ORDER, 900, "EUR", null)
                .order("at-the-end", "P5D", "r", "o3", 500);
        assertThat(story.answer(program("p", at("-P9D"), false, "code")).journey())
                .containsExactly(
                        new JourneyEvent(
                                "r", "referral.bound/r/s", "referral.bound", at("PT0S"), "r/s", "advocate", "p", "s"),
                        new JourneyEvent(
                                "r",
                                "referral.qualified/r/s",
                                "referral.qualified",
                                at("P5D"),
                                "r/s",
                                "advocate",
                                "p",
                                "at-the-end"));
        // By the defaults, which hold before the program's first version, any order will do.
        assertThat(story.answer(program("p", at("PT0.001S"), false, "code")).journey())
                .extracting(JourneyEvent::getCauseEventId)
                .containsExactly("s", "small");
    }

    @Test
    void anEventAfterTheTermQualifiesNothing() {
        assertThat(withCodes("A")
                        .signup("s", "PT0S", "r", s -> s.setReferralCode("A"))
                        .order("late", "PT2160H0.001S", "r", "o", 500)
                        .answer()
                        .journey())
                .extracting(JourneyEvent::getName)
                .containsExactly("referral.bound");
    }
}
