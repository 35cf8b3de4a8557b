package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.HOUR;
import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.answer;
import static dev.milepost.attribution.model.Given.entered;
import static dev.milepost.attribution.model.Given.order;
import static dev.milepost.attribution.model.Given.program;
import static dev.milepost.attribution.model.Given.purchase;
import static dev.milepost.attribution.model.Given.signup;
import static dev.milepost.attribution.model.Given.touch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.AttributionFact.Conversion;
import dev.milepost.attribution.model.AttributionFact.Credit;
import dev.milepost.attribution.model.AttributionFact.Credited;
import dev.milepost.attribution.model.AttributionFact.Refused;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributionModelTest {

    private static final AttributionModel MODEL = new AttributionModel(Given.rules());

    @Test
    void aSignupAndAnOrderAreConversions() {
        var user = run(signup("s", T0, ""), order("e", T0 + 1, "o", 1_000));
        assertThat(credited(user, AttributionModel.Key.Kind.SIGNUP, "signup/s@" + T0)
                        .conversion())
                .isEqualTo(new Conversion("signup/ref/s@" + T0, "signup", "", false, 0, 0, "", T0));
        assertThat(credited(user, AttributionModel.Key.Kind.ORDER, "o").conversion())
                .isEqualTo(new Conversion("order/ref/o", "order", "o", true, 1_000, 1_000, "USD", T0 + 1));
    }

    @Test
    void onlyTheEarliestOrderIsTheFirstAndARenewalNeverIs() {
        var user = run(
                purchase("e0", T0, "renewal", PurchaseKind.RENEWAL, 5, ""),
                order("e2", T0 + 1, "b", 5),
                order("e1", T0 + 1, "a", 5));
        assertThat(isFirst(user, "renewal")).isFalse();
        assertThat(isFirst(user, "a")).isTrue();
        assertThat(isFirst(user, "b")).isFalse();
    }

    @Test
    void noOrderIsTheFirstOnceTheFirstHasBeenForgotten() {
        var user = run(order("e1", T0, "a", 5), order("e2", T0 + DAY, "b", 5));
        user.expire(T0 + 400 * DAY);
        assertThat(user.fact(new AttributionModel.Key(AttributionModel.Key.Kind.ORDER, "a")))
                .isNull();
        assertThat(isFirst(user, "b")).isFalse();
        user.expire(T0 + 401 * DAY);
        user.apply(order("e3", T0 + 500 * DAY, "c", 5));
        assertThat(isFirst(user, "c")).isFalse();
    }

    @Test
    void withoutTouchesOneRowTakesAll() {
        Credit credit = credited(run(order("e", T0, "o", 1_234)), AttributionModel.Key.Kind.ORDER, "o")
                .credits()
                .get(0);
        assertThat(credit.touch()).isNull();
        assertThat(credit.weights()).isEqualTo(ByModel.of(model -> 1_000_000_000L));
        assertThat(credit.amountsMinor()).isEqualTo(ByModel.of(model -> 1_234L));
    }

    @Test
    void touchesEarnCreditFromTheWindowUpToTheConversion() {
        assertThat(path(
                        touch("older", T0 - 30 * DAY - 1, "email", ""),
                        touch("oldest", T0 - 30 * DAY, "email", ""),
                        touch("z", T0, "email", ""),
                        touch("later", T0 + 1, "email", "")))
                .containsExactly("oldest", "z");
    }

    @Test
    void touchesAreInTheOrderOfTimeAndEventIdWheneverTheyBecameKnown() {
        assertThat(path(
                        touch("c", T0 - 1, "email", ""),
                        touch("b", T0 - 2, "email", "", T0),
                        touch("a", T0 - 1, "email", "", T0)))
                .containsExactly("b", "a", "c");
    }

    private static List<String> path(OwnedClick... touches) {
        var user = run(touches);
        user.apply(order("e", T0, "o", 100));
        return credited(user, AttributionModel.Key.Kind.ORDER, "o").credits().stream()
                .map(credit -> credit.touch().id())
                .toList();
    }

    @Test
    void theAdvocateEarnsWhereTheTouchCarriesTheBoundCodeAndTheConversionIsNotEarlierThanTheSignup() {
        var user = run(
                touch("t1", T0 - 2, "referral", "CODE"),
                touch("t2", T0 - 1, "referral", "OTHER"),
                order("before", T0 - 1, "early", 100),
                signup("s", T0, "CODE"),
                order("after", T0 + 1, "late", 100),
                answer(entered("CODE", "s", T0), "adv"));
        // An order before the signup makes an existing customer: nothing is bound.
        assertThat(advocates(user, AttributionModel.Key.Kind.ORDER, "late")).containsExactly("", "");
        user = run(
                touch("t1", T0 - 2, "referral", "CODE"),
                touch("t2", T0 - 1, "referral", "OTHER"),
                signup("s", T0, "CODE"),
                order("after", T0 + 1, "late", 100),
                answer(entered("CODE", "s", T0), "adv"));
        assertThat(advocates(user, AttributionModel.Key.Kind.ORDER, "late")).containsExactly("adv", "");
        assertThat(advocates(user, AttributionModel.Key.Kind.SIGNUP, "signup/s@" + T0))
                .containsExactly("adv", "");
    }

    private static List<String> advocates(
            ModelRun<?, ?, AttributionModel.Key, AttributionFact> user, AttributionModel.Key.Kind kind, String id) {
        return credited(user, kind, id).credits().stream().map(Credit::advocate).toList();
    }

    @Test
    void theProgramOfTheBindingDecidesWindowAndChannels() {
        AttributionModel model = new AttributionModel(
                Given.rules(Given.programs(program("p", "window: 1d, exclude_channels: [email]"))));
        List<UserFact> events = List.of(
                touch("old", T0 - DAY, "referral", "CODE"),
                touch("mail", T0 - 2, "email", ""),
                touch("ad", T0 - 1, "paid_search", ""),
                signup("s", T0, "CODE"),
                order("e", T0 + 1, "o", 100));
        assertThat(credited(ModelRun.of(model, events), AttributionModel.Key.Kind.ORDER, "o")
                        .credits())
                .hasSize(3);
        var bound = ModelRun.of(model, events);
        bound.apply(answer(entered("CODE", "s", T0), "adv", "p", false));
        assertThat(credited(bound, AttributionModel.Key.Kind.ORDER, "o").credits())
                .extracting(credit -> credit.touch().id() + " " + credit.program())
                .containsExactly("ad p");
    }

    @Test
    void aRefundRevisesTheWholeConversion() {
        var user = run(touch("t1", T0 - 2, "email", ""), touch("t2", T0 - 1, "email", ""), order("e", T0, "o", 1_001));
        assertThat(user.apply(purchase("r", T0 + DAY, "o", PurchaseKind.REFUND, 500, "r1")))
                .contains(new AttributionModel.Key(AttributionModel.Key.Kind.ORDER, "o"));
        Credited credited = credited(user, AttributionModel.Key.Kind.ORDER, "o");
        assertThat(credited.conversion().netMinor()).isEqualTo(501);
        assertThat(credited.credits())
                .extracting(credit -> credit.amountsMinor().linear())
                .containsExactly(250L, 251L);
    }

    /** A fold asks for a fact before and after a change, of the same conversion. */
    @Test
    void whatIsToldOfAConversionFollowsFromTheStateItIsAskedOf() {
        AttributionModel.Key key = new AttributionModel.Key(AttributionModel.Key.Kind.ORDER, "o");
        var few = run(touch("t1", T0 - 2, "email", ""), order("e", T0, "o", 1_000));
        var many = run(touch("t1", T0 - 2, "email", ""), touch("t2", T0 - 1, "social", ""), order("e", T0, "o", 1_000));
        var dearer = run(touch("t1", T0 - 2, "email", ""), order("e", T0, "o", 2_000));
        AttributionFact ofFew = few.fact(key);
        assertThat(((Credited) many.fact(key)).credits()).hasSize(2);
        assertThat(few.fact(key)).isEqualTo(ofFew);
        assertThat(((Credited) dearer.fact(key)).credits().get(0).amountsMinor().first())
                .isEqualTo(2_000);
        assertThat(few.fact(key)).isEqualTo(ofFew);
        assertThat(((Credited) ofFew).credits().get(0).amountsMinor().first()).isEqualTo(1_000);
    }

    @Test
    void refusedPurchasesAreToldByTheirOrder() {
        var user = run(order("e1", T0, "o", 1), order("e2", T0 + 1, "o", 2), order("e3", T0 + 2, "o/purchase", 3));
        assertThat(user.facts().values().stream().filter(Refused.class::isInstance))
                .extracting(fact -> ((Refused) fact).purchase().eventId())
                .containsExactly("e2");
    }

    @Test
    void touchesStayAsLongAsAConversionThatNeedsThem() {
        var user = run(touch("t", T0, "email", ""), order("e", T0 + DAY, "o", 100));
        user.expire(T0 + 401 * DAY - 1);
        assertThat(user.state.touches).hasSize(1);
        assertThat(user.nextExpiry()).isEqualTo(T0 + 401 * DAY);
        user.expire(T0 + 401 * DAY);
        assertThat(user.state.touches).isEmpty();

        var passerBy = run(touch("t", T0, "email", ""));
        assertThat(passerBy.nextExpiry()).isEqualTo(T0 + 90 * DAY + 1);
        passerBy.expire(T0 + 90 * DAY + 1);
        assertThat(passerBy.isEmpty()).isTrue();
    }

    @Test
    void ofOneWhoBoughtTheFirstSaleAndOrderStayAndOfASignupTheBinding() {
        var user =
                run(signup("s", T0, "CODE"), answer(entered("CODE", "s", T0), "adv"), order("e", T0 + HOUR, "o", 100));
        user.expire(T0 + 1_000 * DAY);
        assertThat(user.isEmpty()).isFalse();
        assertThat(user.nextExpiry()).isEqualTo(Long.MAX_VALUE);
        assertThat(user.facts())
                .containsOnlyKeys(
                        new AttributionModel.Key(AttributionModel.Key.Kind.STEPS, ""),
                        new AttributionModel.Key(AttributionModel.Key.Kind.BOUND, ""),
                        new AttributionModel.Key(AttributionModel.Key.Kind.QUALIFIED, ""));
        AttributionState state = user.state;
        assertThat(state.first.eventId()).isEqualTo("s");
        assertThat(state.firstSale).isEqualTo(new Moment(T0 + HOUR, "e"));
        assertThat(state.firstOrder).isEqualTo(state.firstSale);
        assertThat(state.bound.advocate()).isEqualTo("adv");
        assertThat(state.qualified).isEqualTo(state.firstSale);
        assertThat(AttributionExpiryTest.size(state)).isZero();
    }

    @Test
    void refundsThatNoSaleFollowsAreForgotten() {
        var user = run(purchase("r", T0, "o", PurchaseKind.REFUND, 1, "r1"));
        user.expire(T0 + 400 * DAY - 1);
        assertThat(user.isEmpty()).isFalse();
        user.expire(T0 + 400 * DAY);
        assertThat(user.isEmpty()).isTrue();
    }

    @Test
    void aPurchaseThatComesTooLateForItsOrderIsRefusedAlikeWhetherTheOrderIsKeptOrForgotten() {
        UserFact[] late = {
            purchase("r", T0 + 400 * DAY + 1, "o", PurchaseKind.REFUND, 40, "r1"),
            purchase("c", T0 + 401 * DAY, "o", PurchaseKind.REFUND_CANCELLED, 0, "r1"),
            order("e2", T0 + 900 * DAY, "o", 77)
        };
        var keeping = run(order("e", T0, "o", 100));
        var forgetting = run(order("e", T0, "o", 100));
        for (UserFact purchase : late) {
            forgetting.expire(purchase.timeMillis() - 1);
            keeping.apply(purchase);
            forgetting.apply(purchase);
            AttributionModel.Key key = AttributionModel.Key.of(AttributionModel.Key.Kind.REFUSED, (Purchase) purchase);
            assertThat(forgetting.fact(key)).isEqualTo(keeping.fact(key));
            assertThat(((Refused) forgetting.fact(key)).reason()).isEqualTo("order_expired");
        }
        assertThat(credited(keeping, AttributionModel.Key.Kind.ORDER, "o")
                        .conversion()
                        .netMinor())
                .isEqualTo(100);
        assertThat(forgetting.fact(new AttributionModel.Key(AttributionModel.Key.Kind.ORDER, "o")))
                .isNull();
        forgetting.expire(T0 + 900 * DAY);
        assertThat(AttributionExpiryTest.size(forgetting.state)).isZero();
    }

    private static boolean isFirst(ModelRun<?, ?, AttributionModel.Key, AttributionFact> user, String orderId) {
        return credited(user, AttributionModel.Key.Kind.ORDER, orderId)
                .conversion()
                .first();
    }

    private static Credited credited(
            ModelRun<?, ?, AttributionModel.Key, AttributionFact> user, AttributionModel.Key.Kind kind, String id) {
        return (Credited) user.fact(new AttributionModel.Key(kind, id));
    }

    private static ModelRun<AttributionState, UserFact, AttributionModel.Key, AttributionFact> run(UserFact... events) {
        return ModelRun.of(MODEL, Arrays.asList(events));
    }
}
