package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.HOUR;
import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.answer;
import static dev.milepost.attribution.model.Given.entered;
import static dev.milepost.attribution.model.Given.order;
import static dev.milepost.attribution.model.Given.signup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Bindings;
import dev.milepost.attribution.model.AttributionFact.Refusal;
import dev.milepost.attribution.model.AttributionFact.Step;
import dev.milepost.attribution.model.AttributionFact.Steps;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Binding and qualification of one user, through the model that keeps them. */
class ReferralTest {

    private static final AttributionModel MODEL = new AttributionModel(Given.rules());
    private static final AttributionModel.Key STEPS = new AttributionModel.Key(AttributionModel.Key.Kind.STEPS, "");
    private static final AttributionModel.Key COURSE = new AttributionModel.Key(AttributionModel.Key.Kind.COURSE, "");
    private static final AttributionModel.Key QUALIFIED_LATER =
            new AttributionModel.Key(AttributionModel.Key.Kind.QUALIFIED_LATER, "");
    private static final UserFact BOUND = answer(entered("CODE", "s", T0), "adv");

    @Test
    void onlyTheFirstSignupBindsAndALaterOneIsAnExistingCustomers() {
        var user = run(
                BOUND,
                signup("s", T0, "CODE"),
                answer(entered("CODE", "t", T0 + 1), "adv"),
                signup("t", T0 + 1, "CODE"));
        assertThat(bindings(user, "s")).extracting(Binding::refusal).containsExactly((Refusal) null);
        assertThat(bindings(user, "t")).extracting(Binding::refusal).containsExactly(Refusal.EXISTING_CUSTOMER);
        assertThat(steps(user)).extracting(Step::referralId).containsExactly("ref/s");
    }

    @Test
    void aSaleBeforeTheSignupMakesAnExistingCustomerARefundDoesNot() {
        assertThat(refusal(order("r", T0, "o", 1))).isEqualTo(Refusal.EXISTING_CUSTOMER);
        assertThat(refusal(Given.purchase("r", T0, "o", PurchaseKind.RENEWAL, 1, "")))
                .isEqualTo(Refusal.EXISTING_CUSTOMER);
        assertThat(refusal(order("t", T0, "o", 1))).isNull();
        assertThat(refusal(Given.purchase("r", T0, "o", PurchaseKind.REFUND, 1, "x")))
                .isNull();
    }

    private static Refusal refusal(UserFact purchase) {
        return bindings(run(BOUND, signup("s", T0, "CODE"), purchase), "s")
                .get(0)
                .refusal();
    }

    @Test
    void theEarliestQualifyingEventAfterTheSignupQualifies() {
        var user =
                run(BOUND, signup("s", T0, "CODE"), order("t2", T0 + 2 * DAY, "o2", 1), order("t1", T0 + DAY, "o1", 1));
        assertThat(steps(user))
                .containsExactly(
                        new Step("referral.bound", "ref/s", "adv", "default", T0, "s"),
                        new Step("referral.qualified", "ref/s", "adv", "default", T0 + DAY, "t1"));
    }

    @Test
    void qualificationEndsWithItsTimeToTheMillisecond() {
        assertThat(steps(run(BOUND, signup("s", T0, "CODE"), order("t", T0 + 90 * DAY, "o", 1))))
                .hasSize(2);
        assertThat(steps(run(BOUND, signup("s", T0, "CODE"), order("t", T0 + 90 * DAY + 1, "o", 1))))
                .hasSize(1);
    }

    @Test
    void whatQualifiesIsWhatTheProgramOfTheBindingNames() {
        var programs = Given.programs("""
                program: p
                version: 1
                valid_from: 1970-01-01T00:00:00Z
                qualifies: {on: {event: activated}, within: 1d}
                """);
        AttributionModel model = new AttributionModel(Given.rules(programs));
        var user = ModelRun.of(
                model,
                answer(entered("CODE", "s", T0), "adv", "p", false),
                signup("s", T0, "CODE"),
                order("o", T0 + 1, "o", 1));
        assertThat(((Steps) user.fact(STEPS)).steps()).hasSize(1);
        user.apply(new UserFact.OwnedClick(
                "ref",
                T0 + 5,
                "a",
                new KeptClick(
                        "q",
                        T0 + 5,
                        null,
                        VisitorEvent.Role.BOT,
                        false,
                        "direct",
                        "",
                        "",
                        "",
                        List.of("p@1"),
                        T0 + 8)));
        assertThat(((AttributionFact.Referred)
                                user.fact(new AttributionModel.Key(AttributionModel.Key.Kind.QUALIFIED, "")))
                        .receivedAtMillis())
                .as("when the click was received")
                .isEqualTo(T0 + 8);
        assertThat(((Steps) user.fact(STEPS)).steps())
                .last()
                .isEqualTo(new Step("referral.qualified", "ref/s", "adv", "p", T0 + 5, "q"));
    }

    /** As of each time at which it changed, by whatever came to be known then. */
    @Test
    void theCourseOfAReferralIsEachStateOfItThatCouldBeSeen() {
        CodeFact.Query query = entered("CODE", "s", T0);
        UserFact.Answer replaced = new UserFact.Answer(
                "ref",
                T0 + 2 * HOUR,
                query,
                "adv",
                "default",
                true,
                List.of(
                        new UserFact.Answer.Earlier(T0 - 1, "first", "default", false),
                        new UserFact.Answer.Earlier(T0 + HOUR, "adv", "default", false)));
        var user = run(replaced, signup("s", T0, "CODE"), order("t", T0 + 90, "o", 1));
        assertThat(course(user))
                .containsExactly(
                        "referral.bound by first from 0",
                        "referral.qualified by first from 90",
                        "referral.bound by adv from " + HOUR,
                        "referral.qualified by adv from " + HOUR,
                        "referral.bound by nobody from " + 2 * HOUR,
                        "referral.qualified by nobody from " + 2 * HOUR);
        user.expire(T0 + DAY);
        assertThat(user.keys()).doesNotContain(COURSE);
    }

    @Test
    void whatQualifiesAfterItWasSettledIsToldOnce() {
        var user = run(BOUND, signup("s", T0, "CODE"));
        assertThat(user.fact(QUALIFIED_LATER)).isNull();
        user.expire(T0 + DAY);
        assertThat(user.apply(order("t", T0 + 2 * DAY, "o", 1))).contains(QUALIFIED_LATER);
        var later = (AttributionFact.Course) user.fact(QUALIFIED_LATER);
        assertThat(later.states())
                .extracting(AttributionFact.Referred::knownMillis)
                .containsExactly(T0 + 2 * DAY);
        user.expire(T0 + 3 * DAY);
        assertThat(user.fact(QUALIFIED_LATER)).isEqualTo(later);
    }

    /** Nobody is refused to themselves, and of one advocate the first time is told. */
    @Test
    void whoWasRefusedIsToldFromWhenItCouldBeSeen() {
        UserFact.Answer replaced = new UserFact.Answer(
                "ref",
                T0 + 2 * HOUR,
                entered("OTHER", "t", T0 + 1),
                "eve",
                "default",
                false,
                List.of(new UserFact.Answer.Earlier(T0 - 1, "kim", "default", false)));
        UserFact own = answer(Given.link("OWN", "t", T0 + 1, "touch", T0), "ref");
        var user = run(BOUND, signup("s", T0, "CODE"), replaced, own, signup("t", T0 + 1, "OTHER"));
        assertThat(user.fact(turnedAway("s", T0))).isNull();
        assertThat(course(user, turnedAway("t", T0 + 1)))
                .containsExactly("referral.refused by eve from " + 2 * HOUR, "referral.refused by kim from 1");
        assertThat(user.keys()).contains(turnedAway("t", T0 + 1));
        user.expire(T0 + 1 + DAY);
        assertThat(user.keys()).as("what was told stays").doesNotContain(turnedAway("t", T0 + 1));
    }

    private static AttributionModel.Key turnedAway(String signup, long time) {
        return new AttributionModel.Key(AttributionModel.Key.Kind.TURNED_AWAY, "signup/" + signup + "@" + time);
    }

    private static List<String> course(ModelRun<?, ?, AttributionModel.Key, AttributionFact> user) {
        return course(user, COURSE);
    }

    private static List<String> course(
            ModelRun<?, ?, AttributionModel.Key, AttributionFact> user, AttributionModel.Key key) {
        return ((AttributionFact.Course) user.fact(key))
                .states().stream()
                        .map(state -> state.name() + " by "
                                + (state.binding() == null
                                        ? "nobody"
                                        : state.binding().advocate())
                                + " from " + (state.knownMillis() - T0))
                        .toList();
    }

    @Test
    void aBindingIsSettledADayAfterTheSignupAndThenStays() {
        var user = run(BOUND, signup("s", T0, "CODE"), order("t", T0 + HOUR, "o", 1));
        List<Step> steps = steps(user);
        user.expire(T0 + DAY - 1);
        assertThat(bindings(user, "s")).hasSize(1);
        user.expire(T0 + DAY);
        assertThat(user.fact(new AttributionModel.Key(AttributionModel.Key.Kind.BINDINGS, "signup/s@" + T0)))
                .isNull();
        assertThat(user.keys()).doesNotContain(new AttributionModel.Key(AttributionModel.Key.Kind.BINDINGS, "s"));
        assertThat(user.state.answers).isEmpty();
        assertThat(user.state.actions).isEmpty();
        assertThat(steps(user)).isEqualTo(steps);
        user.apply(order("earlier-id", T0 + DAY + 1, "o2", 1));
        assertThat(steps(user)).isEqualTo(steps);
    }

    @Test
    void aSettledReferralCanStillQualify() {
        var user = run(BOUND, signup("s", T0, "CODE"));
        user.expire(T0 + 40 * DAY);
        user.apply(order("t", T0 + 50 * DAY, "o", 1));
        assertThat(steps(user)).last().extracting(Step::causeEventId).isEqualTo("t");
        user.expire(T0 + 60 * DAY);
        user.apply(order("u", T0 + 70 * DAY, "o2", 1));
        assertThat(steps(user)).last().extracting(Step::causeEventId).isEqualTo("t");
    }

    @Test
    void withoutACandidateThereIsNothingToTell() {
        var user = run(signup("s", T0, ""), order("t", T0 + 1, "o", 1));
        assertThat(user.fact(new AttributionModel.Key(AttributionModel.Key.Kind.BINDINGS, "signup/s@" + T0)))
                .isNull();
        assertThat(user.fact(STEPS)).isNull();
    }

    private static ModelRun<AttributionState, UserFact, AttributionModel.Key, AttributionFact> run(UserFact... events) {
        return ModelRun.of(MODEL, new ArrayList<>(Arrays.asList(events)));
    }

    private static List<Binding> bindings(ModelRun<?, ?, AttributionModel.Key, AttributionFact> user, String signupId) {
        AttributionModel.Key of = user.facts().keySet().stream()
                .filter(key -> key.kind() == AttributionModel.Key.Kind.BINDINGS)
                .filter(key -> key.id().startsWith("signup/" + signupId + "@"))
                .findFirst()
                .orElseThrow();
        return ((Bindings) user.fact(of)).rows();
    }

    private static List<Step> steps(ModelRun<?, ?, AttributionModel.Key, AttributionFact> user) {
        return ((Steps) user.fact(STEPS)).steps();
    }
}
