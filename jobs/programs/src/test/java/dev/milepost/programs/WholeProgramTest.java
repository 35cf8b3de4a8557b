package dev.milepost.programs;

import static dev.milepost.programs.model.Window.LIFETIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Ask.Guard;
import dev.milepost.programs.model.Budget;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Condition;
import dev.milepost.programs.model.Condition.Literal;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Effect.Cap;
import dev.milepost.programs.model.Effect.Kind;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Effect.Side;
import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Operator;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Retroactive;
import dev.milepost.programs.model.Review;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each key of whole.yaml becomes, in exact numbers. */
class WholeProgramTest {

    private static final long DAY = 86_400_000L;

    private final ProgramVersion version = ProgramFiles.parse(Map.of("whole.yaml", BrokenProgramsTest.whole()))
            .versions()
            .get(0);

    @Test
    void theHead() {
        assertThat(version.label()).isEqualTo("whole@3");
        assertThat(version.validFromMillis()).isEqualTo(1_767_225_600_000L);
        assertThat(version.validToMillis()).isEqualTo(1_798_761_600_000L);
        assertThat(version.holdsAt(version.validFromMillis() - 1)).isFalse();
        assertThat(version.holdsAt(version.validFromMillis())).isTrue();
        assertThat(version.holdsAt(version.validToMillis() - 1)).isTrue();
        assertThat(version.holdsAt(version.validToMillis())).isFalse();
        assertThat(version.timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(version.retroactive()).isEqualTo(Retroactive.UNPAID);
        assertThat(version.currency()).isEqualTo("EUR");
        assertThat(version.budget()).isEqualTo(new Budget(10_000_000, new Window.Calendar(CalendarUnit.YEAR)));
        assertThat(version.activation())
                .isEqualTo(new Pattern.Event(
                        List.of("activated"),
                        List.of(oneOf("plan", new Literal("pro", null), new Literal("team", null)))));
        assertThat(version.review())
                .isEqualTo(new Review(300_000, 900_000, 50_000, Review.OnTimeout.VOID, Span.ofMillis(7 * DAY)));
    }

    @Test
    void anAskWithGuardsInTheirOrder() {
        Ask ask = version.asks().get(0);
        assertThat(ask.on())
                .isEqualTo(new Pattern.All(
                        List.of(
                                event("project_created"),
                                new Pattern.Count(
                                        event("task_completed"), 5, rolling(Span.ofMillis(30 * DAY)), "task_id")),
                        rolling(Span.ofMillis(14 * DAY))));
        assertThat(ask.category()).isEqualTo("onboarding");
        assertThat(ask.channel()).isEqualTo("in_app");
        assertThat(ask.template()).isEqualTo("well-begun");
        assertThat(ask.guards().inOrder())
                .containsExactly(
                        new Guard.NotBefore(Span.ofMillis(DAY)),
                        new Guard.Cooldown(Span.ofMillis(30 * DAY)),
                        new Guard.Quota(1, rolling(Span.ofMillis(90 * DAY)), Guard.Quota.By.CATEGORY),
                        new Guard.SuppressIf(List.of(
                                new Ask.Suppressor(
                                        event("support_ticket_opened"),
                                        Span.ofMillis(14 * DAY),
                                        "support_ticket_resolved"),
                                new Ask.Suppressor(
                                        new Pattern.Event(
                                                List.of("refund"),
                                                List.of(new Condition.Exact(
                                                        Measure.AMOUNT, "EUR", Operator.AT_LEAST, List.of(100L)))),
                                        Span.ofMillis(30 * DAY),
                                        null))),
                        new Guard.ExcludeSegments(Set.of("churn_risk")),
                        new Guard.RequireMarketingConsent(),
                        new Guard.RiskAtMost(600_000));
        assertThat(ask.experiment())
                .isEqualTo(new Ask.Experiment(
                        "timing",
                        "s1",
                        30 * DAY,
                        100_000,
                        List.of(
                                new Ask.Arm("now", 450_000, Span.ZERO, null, null),
                                new Ask.Arm("next_day", 450_000, Span.ofMillis(DAY), "email", "later"))));
    }

    @Test
    void anAskOfManyKinds() {
        Ask ask = version.asks().get(1);
        assertThat(ask.on())
                .isEqualTo(new Pattern.Any(List.of(
                        event("trial_converted"),
                        event("milestone.onboarded"),
                        new Pattern.Timer(event("signup"), Span.ofMonths(12), Span.ofMonths(12)),
                        new Pattern.Absence(
                                event("support_ticket_opened"),
                                Span.ofMillis(3 * DAY),
                                event("support_ticket_resolved")))));
        assertThat(ask.category()).isNull();
        assertThat(ask.guards().inOrder()).isEmpty();
        assertThat(ask.experiment()).isNull();
    }

    @Test
    void aRewardPerReferral() {
        Pattern.Event foreign = new Pattern.Event(
                List.of("order"),
                List.of(new Condition.Fields("referrer.country", Operator.NOT_EQUAL, "referee.country")));
        Effect cash = new Effect(
                Side.ADVOCATE,
                Kind.CASH,
                new Amount.Percent(15_000_000, Measure.AMOUNT, 5_000),
                null,
                Span.ofMillis(30 * DAY),
                event("renewal"),
                Span.ofMonths(12),
                new Effect.Recurrence(Span.ofMonths(1), 12),
                Set.of(Reversal.REFUND, Reversal.CHARGEBACK),
                List.of());
        Effect discount = new Effect(
                Side.REFEREE,
                Kind.DISCOUNT,
                new Amount.Constant(2_000),
                null,
                Span.ZERO,
                null,
                Span.ofMillis(90 * DAY),
                null,
                Set.of(),
                List.of(new Cap(null, 10_000L, rolling(Span.ofMonths(3)), false)));
        assertThat(version.rewards().get(0))
                .isEqualTo(new Reward(
                        "second-order",
                        new Pattern.Sequence(
                                List.of(event("signup"), new Pattern.Nth(foreign, 2)), Span.ofMillis(90 * DAY)),
                        Reward.Subject.REFERRAL,
                        new Fire.Once(List.of(cash, discount))));
    }

    @Test
    void aRewardOfUnitsByATable() {
        Amount table = new Amount.Table(
                "country",
                List.of(
                        new Amount.Row(new Literal("DE", null), 2_000_000),
                        new Amount.Row(new Literal("FR", null), 1_500_000)),
                1_000_000L);
        List<Cap> caps = List.of(
                new Cap(10L, null, new Window.Calendar(CalendarUnit.YEAR), true),
                new Cap(null, 60_000_000L, LIFETIME, false));
        assertThat(version.rewards().get(1))
                .isEqualTo(new Reward(
                        "each-friend",
                        new Pattern.Event(
                                List.of("referral.order", "referral.renewal"),
                                List.of(new Condition.Text(
                                        "referee.plan", Operator.EQUAL, List.of(new Literal("pro", null))))),
                        Reward.Subject.ADVOCATE,
                        new Fire.Every(
                                3,
                                List.of(
                                        plain(Side.ADVOCATE, Kind.UNITS, table, "month", caps),
                                        plain(
                                                Side.REFEREE,
                                                Kind.ENTITLEMENT,
                                                new Amount.Constant(1_000_000),
                                                "gold status",
                                                List.of())))));
    }

    @Test
    void laddersAndAnAccount() {
        assertThat(version.rewards().get(2).on()).isNull();
        assertThat(version.rewards().get(2).fire())
                .isEqualTo(new Fire.Ladder(
                        true,
                        List.of(
                                step(
                                        new Pattern.Count(event("referral.qualified"), 2, LIFETIME, null),
                                        Kind.CREDIT,
                                        2_000),
                                step(
                                        new Pattern.Count(event("referral.qualified"), 5, LIFETIME, null),
                                        Kind.CREDIT,
                                        6_000))));
        assertThat(version.rewards().get(3).fire())
                .isEqualTo(new Fire.Ladder(
                        true,
                        List.of(
                                step(new Pattern.Level("arr", 500_000, Span.ofMillis(30 * DAY)), Kind.CASH, 25_000),
                                step(new Pattern.Level("mrr", 100_000, Span.ofMillis(30 * DAY)), Kind.CASH, 50_000))));
        assertThat(version.rewards().get(4))
                .isEqualTo(new Reward(
                        "company",
                        new Pattern.Sum(event("order"), "amount", 100_000, new Window.Calendar(CalendarUnit.QUARTER)),
                        Reward.Subject.ACCOUNT,
                        new Fire.First(4, List.of(money(Kind.GIFT, 2_500)))));
    }

    @Test
    void aTableIsReadByTextAndByNumber() {
        Amount.Table table = new Amount.Table(
                "months",
                List.of(
                        new Amount.Row(new Literal("12", new BigDecimal("12")), 1),
                        new Amount.Row(new Literal("forever", null), 9)),
                null);
        assertThat(table.of("12")).isEqualTo(1);
        assertThat(table.of("12.0")).isEqualTo(1);
        assertThat(table.of("forever")).isEqualTo(9);
        assertThat(table.of("24")).isNull();
        assertThat(table.of(null)).isNull();
        assertThat(new Amount.Table("months", table.rows(), 5L).of(null)).isEqualTo(5);
    }

    private static Pattern.Event event(String name) {
        return new Pattern.Event(List.of(name), List.of());
    }

    private static Window rolling(Span length) {
        return new Window.Rolling(length);
    }

    private static Condition oneOf(String field, Literal... literals) {
        return new Condition.Text(field, Operator.ONE_OF, List.of(literals));
    }

    private static Reward.Step step(Pattern on, Kind kind, long minor) {
        return new Reward.Step(on, List.of(money(kind, minor)));
    }

    private static Effect money(Kind kind, long minor) {
        return plain(Side.ADVOCATE, kind, new Amount.Constant(minor), null, List.of());
    }

    private static Effect plain(Side to, Kind kind, Amount amount, String unit, List<Cap> caps) {
        return new Effect(to, kind, amount, unit, Span.ZERO, null, null, null, Set.of(), caps);
    }
}
