package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.HOUR;
import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.answer;
import static dev.milepost.attribution.model.Given.entered;
import static dev.milepost.attribution.model.Given.invited;
import static dev.milepost.attribution.model.Given.link;
import static dev.milepost.attribution.model.Given.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Refusal;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.programs.Evidence;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.fold.Rules;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinderTest {

    private static final ProgramCatalog PROGRAMS = Given.programs(
            program("oldest", "bind: first"),
            program("links-of-a-day", "click_window: 24h, evidence: [link]"),
            program("codes", "evidence: [code, invite]"));
    private static final Signup SIGNUP = Given.signup("s", T0, "CODE");

    @Test
    void theEnteredCodeComesBeforeInvitesAndTheseBeforeLinks() {
        Answer code = answer(entered("A", "s", T0), "adv1");
        Answer invite = answer(invited("B", "s", T0, "i", T0 - HOUR), "adv2");
        Answer link = answer(link("C", "s", T0, "l", T0 - 1), "adv3");
        assertThat(judge(link, invite, code)).containsExactly("bound A adv1 code ");
        assertThat(judge(link, invite)).containsExactly("bound B adv2 invite i");
        assertThat(judge(link)).containsExactly("bound C adv3 link l");
        assertThat(judge()).isEmpty();
    }

    @Test
    void theNewestOfAKindBindsAndOfEqualTimesThatOfTheGreaterEventId() {
        Answer old = answer(link("OLD", "s", T0, "z", T0 - 2), "adv1");
        Answer smaller = answer(link("SMALLER", "s", T0, "a", T0 - 1), "adv2");
        Answer greater = answer(link("GREATER", "s", T0, "b", T0 - 1), "adv3");
        assertThat(judge(old, smaller, greater)).containsExactly("bound GREATER adv3 link b");
        assertThat(judge(
                        answer(invited("OLD", "s", T0, "x", T0 - 2), "adv1"),
                        answer(invited("NEW", "s", T0, "y", T0 - 1), "adv2")))
                .containsExactly("bound NEW adv2 invite y");
    }

    @Test
    void aProgramThatBindsTheFirstTurnsItsOwnLinksRoundInTheirPlaces() {
        // Newest first: A and C of the program, B between them of another. C and A change places, B stays.
        Answer a = answer(link("A", "s", T0, "a", T0 - 1), null, "oldest", false);
        Answer b = answer(link("B", "s", T0, "b", T0 - 2), null, "default", false);
        Answer c = answer(link("C", "s", T0, "c", T0 - 3), null, "oldest", false);
        assertThat(judge(a, b, c))
                .containsExactly(
                        "unknown_code C null link c", "unknown_code B null link b", "unknown_code A null link a");
    }

    @Test
    void whatItsProgramDoesNotAcceptIsNoCandidateAtAll() {
        assertThat(judge(answer(entered("A", "s", T0), "adv", "links-of-a-day", false)))
                .isEmpty();
        assertThat(judge(answer(link("A", "s", T0, "l", T0 - 1), "adv", "codes", false)))
                .isEmpty();
        assertThat(judge(answer(invited("A", "s", T0, "i", T0 - 1), "adv", "codes", false)))
                .hasSize(1);
    }

    @Test
    void aLinkIsNoCandidateBeyondTheClickWindowOfItsProgram() {
        assertThat(judge(answer(link("A", "s", T0, "l", T0 - 24 * HOUR), "adv", "links-of-a-day", false)))
                .containsExactly("bound A adv link l");
        assertThat(judge(answer(link("A", "s", T0, "l", T0 - 24 * HOUR - 1), "adv", "links-of-a-day", false)))
                .isEmpty();
        assertThat(judge(answer(link("A", "s", T0, "l", T0 - 30 * DAY), "adv"))).hasSize(1);
        assertThat(judge(answer(link("A", "s", T0, "l", T0 - 30 * DAY - 1), "adv")))
                .isEmpty();
    }

    @Test
    void theVersionInForceAtTheSignupDecides() {
        Binder binder = new Binder(Rules.fixed(Given.programs(
                program("p", "evidence: [link], click_window: 30d, bind: last"),
                Given.secondVersion("p", T0, "evidence: [code, link], click_window: 1d, bind: first"))));
        assertThat(judgeAt(binder, T0 - 1)).containsExactly("NEW", "bound LATE");
        assertThat(judgeAt(binder, T0)).containsExactly("CODE", "bound LATE");
    }

    /** A code, and links of ten days, of hours and of an hour before; adv owns OLD and LATE. */
    private static List<String> judgeAt(Binder binder, long signup) {
        return binder
                .judge(
                        Given.signup("s", signup, "CODE"),
                        List.of(
                                answer(entered("CODE", "s", signup), null, "p", false),
                                answer(link("OLD", "s", signup, "l1", signup - 10 * DAY), "adv", "p", false),
                                answer(link("LATE", "s", signup, "l2", signup - 5 * HOUR), "adv", "p", false),
                                answer(link("NEW", "s", signup, "l3", signup - HOUR), null, "p", false)),
                        false)
                .stream()
                .map(row -> (row.refusal() == null ? "bound " : "") + row.code())
                .toList();
    }

    @Test
    void theReasonIsTheFirstThatHolds() {
        Answer unknown = answer(entered("A", "s", T0), null, "default", true);
        Answer self = answer(entered("A", "s", T0), "ref", "default", true);
        Answer junior = answer(entered("A", "s", T0), "adv", "default", true);
        assertThat(binder().judge(SIGNUP, List.of(unknown), true).get(0).refusal())
                .isEqualTo(Refusal.EXISTING_CUSTOMER);
        assertThat(judge(unknown)).containsExactly("unknown_code A null code ");
        assertThat(judge(self)).containsExactly("self A ref code ");
        assertThat(judge(junior)).containsExactly("junior_advocate A adv code ");
    }

    @Test
    void refusedCandidatesAreToldOnceForEachKindAndCodeUpToTheOneThatBinds() {
        List<String> rows = judge(
                answer(entered("A", "s", T0), "ref"),
                answer(link("A", "s", T0, "l5", T0 - 1), "ref"),
                answer(link("A", "s", T0, "l4", T0 - 2), "ref"),
                answer(link("B", "s", T0, "l3", T0 - 3), null),
                answer(link("C", "s", T0, "l2", T0 - 4), "adv"),
                answer(link("D", "s", T0, "l1", T0 - 5), "ref"));
        assertThat(rows)
                .containsExactly(
                        "self A ref code ", "self A ref link l5", "unknown_code B null link l3", "bound C adv link l2");
    }

    @Test
    void aRowCarriesItsReferralAndTheTimeOfTheSignup() {
        List<Binding> rows = binder().judge(
                        SIGNUP,
                        List.of(
                                answer(entered("A", "s", T0), "ref"),
                                answer(link("C", "s", T0, "l", T0 - 4), "adv", "oldest", false)),
                        false);
        assertThat(rows)
                .containsExactly(
                        new Binding(
                                "ref/s@" + T0 + "/code/A",
                                "ref",
                                "ref",
                                "A",
                                "default",
                                Evidence.CODE,
                                "",
                                T0,
                                Refusal.SELF,
                                T0),
                        new Binding("ref/s", "ref", "adv", "C", "oldest", Evidence.LINK, "l", T0 - 4, null, T0));
    }

    @Test
    void theOrderInWhichAnswersArriveDoesNotMatter() {
        Answer[] answers = {
            answer(entered("A", "s", T0), "ref"),
            answer(link("B", "s", T0, "l1", T0 - 1), "ref", "oldest", false),
            answer(link("C", "s", T0, "l2", T0 - 2), "ref", "oldest", false),
            answer(invited("D", "s", T0, "i", T0 - 9), null, "default", false),
            answer(link("E", "s", T0, "l3", T0 - 3), "adv", "oldest", true)
        };
        List<String> rows = judge(answers);
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(Arrays.asList(answers), new java.util.Random(seed));
            assertThat(judge(answers)).isEqualTo(rows);
        }
    }

    private static List<String> judge(Answer... answers) {
        return binder().judge(SIGNUP, Arrays.asList(answers), false).stream()
                .map(row -> String.join(
                        " ",
                        row.refusal() == null ? "bound" : lower(row.refusal()),
                        row.code(),
                        row.advocate() == null ? "null" : row.advocate(),
                        lower(row.evidence()),
                        row.touchId()))
                .toList();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Binder binder() {
        return new Binder(Rules.fixed(PROGRAMS));
    }
}
