package dev.milepost.milestones.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.milestones.model.MilestoneFact.Reach;
import dev.milepost.milestones.model.MilestoneFact.Turn;
import dev.milepost.milestones.model.pattern.Horizons;
import dev.milepost.milestones.model.pattern.OrderName;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.RuleId;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import dev.milepost.programs.Awaited;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Amount;
import dev.milepost.programs.model.Ask;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a fact says besides when it was reached, by hand. */
class FactsTest {

    private static final Pattern ORDERS_OF_10 = new Pattern.Sum(event("order"), "amount", 10, Window.LIFETIME);

    private static Pattern.Event event(String name) {
        return new Pattern.Event(List.of(name), List.of());
    }

    private static Effect effect(Amount amount, Pattern releaseWhen) {
        return new Effect(
                Effect.Side.ADVOCATE,
                Effect.Kind.CASH,
                amount,
                null,
                Span.ZERO,
                releaseWhen,
                null,
                null,
                Set.of(),
                List.of());
    }

    private static Reward reward(String id, Reward.Subject per, Pattern on, Effect... effects) {
        return new Reward(id, on, per, new Reward.Fire.Once(List.of(effects)));
    }

    private static ProgramVersion version(List<Ask> asks, Reward... rewards) {
        return version(1, 0, Long.MAX_VALUE, asks, rewards);
    }

    private static ProgramVersion version(int version, long from, long to, List<Ask> asks, Reward... rewards) {
        return Versions.version("p", version, from, to, asks, List.of(rewards));
    }

    /** One subject. */
    private static final class Subject {

        private final SubjectKind kind;
        private final FoldDriver<MilestoneState, SubjectEvent, FactKey, SubjectFact> fold;

        Subject(SubjectKind kind, ProgramVersion... versions) {
            this.kind = kind;
            RuleBook book = RuleBook.of(List.of(versions), Horizons.DEFAULT);
            fold = new FoldDriver<>(new MilestoneModel(() -> book), new MilestoneState.MemoryCodec());
        }

        Subject see(String name, long time, Long amount, String referral, Map<String, String> fields) {
            fold.accept(Change.add(event(name, time, name + time, true, true, amount, referral, fields)));
            return this;
        }

        Subject fact(
                String name, long time, String identity, boolean stands, String referral, Map<String, String> fields) {
            fold.accept(Change.put(event(name, time, identity, false, stands, null, referral, fields)));
            return this;
        }

        private SubjectEvent event(
                String name,
                long time,
                String identity,
                boolean isEvent,
                boolean stands,
                Long amount,
                String referral,
                Map<String, String> fields) {
            return new SubjectEvent(
                    name,
                    time,
                    name + time,
                    time,
                    identity,
                    isEvent,
                    stands,
                    kind.bit(),
                    isEvent ? null : "p",
                    amount == null ? null : "USD",
                    amount,
                    null,
                    null,
                    referral == null ? List.of() : List.of(referral),
                    fields);
        }

        MilestoneFact told(String milestone, long occurrence) {
            return (MilestoneFact) fold.told().get(new MilestoneKey(new RuleId("p", milestone, 0), occurrence));
        }
    }

    private static Map<String, String> order(String order, String refund) {
        Map<String, String> fields = new HashMap<>(Map.of(SubjectEvent.ORDER_ID, order));
        if (refund != null) {
            fields.put(SubjectEvent.REFUND_ID, refund);
        }
        return fields;
    }

    @Test
    void aCountOfReferralsNamesThemAndItsCausesReferee() {
        Pattern three = new Pattern.Count(event("referral.qualified"), 3, Window.LIFETIME, null);
        Subject subject =
                new Subject(SubjectKind.ADVOCATE, version(List.of(), reward("r", Reward.Subject.ADVOCATE, three)));
        for (int i = 1; i <= 4; i++) {
            subject.fact(
                    "referral.qualified", i, "q" + i, true, "ref" + i, Map.of(SubjectEvent.REFEREE_ID, "user" + i));
        }
        Reach reach = subject.told("r", 1).standing();
        assertThat(reach.referrals()).containsExactly("ref1", "ref2", "ref3");
        assertThat(reach.referee()).isEqualTo("user3");
        assertThat(reach.advocate()).isNull();
        // One of them was never there: the fourth takes its place.
        subject.fact("referral.qualified", 5, "q2", false, "ref2", Map.of());
        assertThat(subject.told("r", 1).turns())
                .extracting(Turn::timeMillis, turn -> turn.reach().referrals())
                .containsExactly(tuple(4L, List.of("ref1", "ref3", "ref4")));
    }

    @Test
    void aReferralIsThatOfItsBinding() {
        Reward reward =
                reward("r", Reward.Subject.REFERRAL, event("a"), effect(new Amount.Table("city", List.of(), 5L), null));
        Subject subject = new Subject(SubjectKind.REFERRAL, version(List.of(), reward))
                .see("signup", 1, null, null, Map.of())
                .fact("referral.bound", 2, "b", true, "ref1", Map.of(SubjectEvent.ADVOCATE_ID, "ana"))
                .see("a", 3, 7L, null, Map.of("city", "london", "other", "x", SubjectEvent.ORDER_ID, "o"));
        Reach reach = subject.told("r", 1).standing();
        assertThat(reach)
                .isEqualTo(new Reach(
                        1,
                        3,
                        "a3",
                        "ana",
                        null,
                        null,
                        List.of("ref1"),
                        "o",
                        List.of(new OrderName(null, "o")),
                        "USD",
                        7L,
                        null,
                        Map.of("city", "london"),
                        null));
        subject.fact("referral.bound", 5, "b", true, "ref1", Map.of(SubjectEvent.ADVOCATE_ID, "ben"));
        assertThat(subject.told("r", 1).turns()).hasSize(1);
        assertThat(subject.told("r", 1).timeMillis()).isEqualTo(5);
        assertThat(subject.told("r", 1).standing().advocate()).isEqualTo("ben");
    }

    @Test
    void whatAVersionOfAFactBroughtAboutIsAsIfItHadNeverBeenWhetherTheBaseHoldsItOrNot() {
        Subject inTail = rebound(false);
        Subject inBase = rebound(true);
        assertThat(inBase.told("r", 1).turns()).isEqualTo(inTail.told("r", 1).turns());
        assertThat(inBase.told("r", 1).turns()).extracting(Turn::timeMillis).containsExactly(9L);
    }

    private static Subject rebound(boolean settled) {
        Subject subject = new Subject(
                        SubjectKind.REFERRAL, version(List.of(), reward("r", Reward.Subject.REFERRAL, ORDERS_OF_10)))
                .see("signup", 1, null, null, Map.of())
                .fact("referral.bound", 2, "b", true, "ref1", Map.of(SubjectEvent.ADVOCATE_ID, "ana"))
                .see("order", 3, 12L, null, order("o1", null))
                .see("order", 4, 13L, null, order("o2", null))
                .see("refund", 5, 12L, null, order("o1", "r1"));
        if (settled) {
            subject.fold.advance(6);
            subject.fold.compact(6);
        }
        return subject.fact("referral.bound", 9, "b", true, "ref1", Map.of(SubjectEvent.ADVOCATE_ID, "ben"));
    }

    @Test
    void anAccountsAdvocateIsThatOfItsFirstReferral() {
        Subject subject =
                new Subject(SubjectKind.ACCOUNT, version(List.of(), reward("r", Reward.Subject.ACCOUNT, event("a"))));
        subject.fact("referral.bound", 3, "b2", true, "ref2", Map.of(SubjectEvent.ADVOCATE_ID, "ben"))
                .see("a", 4, null, null, Map.of());
        assertThat(subject.told("r", 1).standing().advocate()).isEqualTo("ben");
        assertThat(subject.told("r", 1).standing().boundBy()).isEqualTo("ref2");
        assertThat(subject.told("r", 1).standing().referrals()).isEmpty();
        subject.fact("referral.bound", 2, "b1", true, "ref1", Map.of(SubjectEvent.ADVOCATE_ID, "ana"));
        assertThat(subject.told("r", 1).standing().advocate()).isEqualTo("ana");
    }

    @Test
    void whatHasEndedSaysSoForGoodAndTheNextCompletionStandsThere() {
        Subject advocate = new Subject(
                        SubjectKind.ADVOCATE, version(List.of(), reward("r", Reward.Subject.ADVOCATE, ORDERS_OF_10)))
                .see("order", 1, 10L, null, order("o1", null))
                .see("refund", 5, 10L, null, order("o1", "r1"));
        long later = 3 * Horizons.DEFAULT.refundMillis();
        advocate.fold.advance(later);
        advocate.fold.compact(later);
        advocate.see("order", later + 1, 10L, null, order("o2", null));
        assertThat(advocate.told("r", 1).turns())
                .extracting(Turn::timeMillis, Turn::causeEventId, turn -> turn.reach() == null)
                .containsExactly(
                        tuple(1L, "order1", false),
                        tuple(5L, "refund5", true),
                        tuple(later + 1, "order" + (later + 1), false));
    }

    @Test
    void eachConditionIsAFactOfItsOwn() {
        Reward reward = reward(
                "r",
                Reward.Subject.REFERRAL,
                event("a"),
                effect(new Amount.Constant(5), ORDERS_OF_10),
                effect(new Amount.Constant(5), null),
                effect(new Amount.Constant(5), event("b")));
        Subject subject = new Subject(SubjectKind.REFERRAL, version(List.of(), reward))
                .see("signup", 1, null, null, Map.of())
                .fact("referral.bound", 2, "b", true, "ref1", Map.of(SubjectEvent.ADVOCATE_ID, "ana"))
                .see("order", 3, 10L, null, order("o1", null))
                .see("order", 4, 10L, null, order("o2", null))
                .see("b", 5, null, null, Map.of());
        ConditionKey first = new ConditionKey(new RuleId("p", "r", 0, 0), 3, "order3");
        ConditionKey third = new ConditionKey(new RuleId("p", "r", 0, 1), 5, "b5");
        assertThat(subject.fold.told())
                .containsOnly(
                        Map.entry(first, condition(first, 3, Long.MAX_VALUE)),
                        Map.entry(third, condition(third, 5, Long.MAX_VALUE)));
        // The other order takes its place, since the refund.
        subject.see("refund", 8, 10L, null, order("o1", "r1"));
        ConditionKey moved = new ConditionKey(new RuleId("p", "r", 0, 0), 4, "order4");
        assertThat(subject.fold.told())
                .containsOnly(
                        Map.entry(first, condition(first, 3, 8)),
                        Map.entry(moved, condition(moved, 8, Long.MAX_VALUE)),
                        Map.entry(third, condition(third, 5, Long.MAX_VALUE)));
    }

    @Test
    void aConditionIsListenedToBehindTheVersionsThatHaveIt() {
        Reward waits = reward("r", Reward.Subject.REFERRAL, event("a"), effect(new Amount.Constant(5), event("b")));
        Reward other = reward("r", Reward.Subject.REFERRAL, event("a"), effect(new Amount.Constant(5), event("c")));
        Subject subject = new Subject(
                        SubjectKind.REFERRAL,
                        version(1, 0, Long.MAX_VALUE, List.of(), waits),
                        version(2, 10, 20, List.of(), other))
                .see("signup", 1, null, null, Map.of())
                .fact("referral.bound", 2, "bound", true, "ref1", Map.of(SubjectEvent.ADVOCATE_ID, "ana"))
                .see("c", 3, null, null, Map.of())
                .see("a", 4, null, null, Map.of())
                .see("b", 12, null, null, Map.of())
                .see("c", 22, null, null, Map.of())
                .see("a", 23, null, null, Map.of());
        ConditionKey first = new ConditionKey(new RuleId("p", "r", 0, 0), 12, "b12");
        ConditionKey second = new ConditionKey(new RuleId("p", "r", 0, 1), 22, "c22");
        assertThat(subject.fold.told()).containsOnlyKeys(first, second, new MilestoneKey(new RuleId("p", "r", 0), 1));
        long over = 10 + Awaited.GOES_ON.toMillis();
        subject.see("b", over, null, null, Map.of()).see("c", over, null, null, Map.of());
        assertThat(subject.fold.told().keySet())
                .as("ten milliseconds later the second is not listened to either")
                .contains(new ConditionKey(new RuleId("p", "r", 0, 1), over, "c" + over))
                .doesNotContain(new ConditionKey(new RuleId("p", "r", 0, 0), over, "b" + over));
    }

    private static ConditionFact condition(ConditionKey key, long since, long until) {
        return new ConditionFact(key, SubjectKind.REFERRAL, List.of(new ConditionFact.Stand(since, since, until)));
    }

    private static Ask ask(String id, Pattern on, Ask.Suppressor... suppressors) {
        return new Ask(
                id,
                null,
                on,
                "in_app",
                "t",
                new Ask.Guards(List.of(new Ask.Guard.SuppressIf(List.of(suppressors)))),
                null);
    }

    @Test
    void anAskKnowsTheUserAsTheyWereWhenItWasFirstReached() {
        Ask ask = ask(
                "m",
                event("a"),
                new Ask.Suppressor(event("ticket"), Span.ofMillis(10), "solved"),
                new Ask.Suppressor(event("refund"), Span.ofMillis(5), null));
        Subject subject = new Subject(SubjectKind.USER, version(List.of(ask)))
                .see("signup", 1, null, null, Map.of("marketing_consent", "true", "segment", "small"))
                .see("ticket", 3, null, null, Map.of())
                .see("a", 4, null, null, Map.of())
                .see("consent_changed", 5, null, null, Map.of("marketing_consent", "false"))
                .see("user_attributes", 5, null, null, Map.of("segment", "big"))
                .see("refund", 6, 1L, null, order("o", "r"))
                .see("solved", 7, null, null, Map.of())
                .see("a", 8, null, null, Map.of())
                .see("opted_out", 20, null, null, Map.of())
                .see("a", 20, null, null, Map.of());
        assertThat(subject.told("m", 1).context()).isEqualTo(new AskContext(1L, false, true, "small", "ticket", null));
        assertThat(subject.told("m", 2).context()).isEqualTo(new AskContext(1L, false, false, "big", "refund", null));
        // Of one moment all counts, whatever the ids are.
        assertThat(subject.told("m", 3).context()).isEqualTo(new AskContext(1L, true, false, "big", null, null));
        // A late event changes what was known then.
        subject.see("solved", 4, null, null, Map.of());
        assertThat(subject.told("m", 1).context()).isEqualTo(new AskContext(1L, false, true, "small", null, null));
    }

    @Test
    void anAskKnowsTheCodeThatTheUserOwnedInItsProgramThen() {
        Subject subject = new Subject(SubjectKind.USER, version(List.of(ask("m", event("a")))))
                .see("a", 1, null, null, Map.of())
                .see("referral_code_created", 2, null, null, Map.of("referral_code", "ANA1", "program", "p"))
                .see("referral_code_created", 3, null, null, Map.of("referral_code", "ANA2", "program", "other"))
                .see("referral_code_created", 4, null, null, Map.of("referral_code", "ANA3"))
                .see("a", 5, null, null, Map.of())
                .see("referral_code_created", 6, null, null, Map.of("referral_code", "ANA4", "program", "p"))
                .see("a", 6, null, null, Map.of());
        assertThat(subject.told("m", 1).context().referralCode()).isNull();
        assertThat(subject.told("m", 2).context().referralCode()).isEqualTo("ANA1");
        assertThat(subject.told("m", 3).context().referralCode()).isEqualTo("ANA4");
        // It stays known long after, and only the last does.
        long later = 2 * Horizons.DEFAULT.factMillis();
        subject.fold.advance(later);
        subject.fold.compact(later);
        subject.see("a", later + 5, null, null, Map.of());
        assertThat(subject.told("m", 4).context().referralCode()).isEqualTo("ANA4");
    }

    @Test
    void asksOfAUserAreForgottenAndTheUserIsNot() {
        Subject subject = new Subject(
                        SubjectKind.USER,
                        version(List.of(ask("m", event("a"), new Ask.Suppressor(event("b"), Span.ofMillis(10), null)))))
                .see("signup", 1, null, null, Map.of("marketing_consent", "true"))
                .see("b", 2, null, null, Map.of())
                .see("a", 3, null, null, Map.of());
        long later = 2 * Horizons.DEFAULT.factMillis();
        subject.fold.advance(later);
        subject.fold.compact(later);
        subject.see("a", later + 5, null, null, Map.of());
        assertThat(subject.told("m", 2).context()).isEqualTo(new AskContext(1L, false, true, null, null, null));
    }

    @Test
    void aMilestoneThatEndsEndsWhatRestsOnIt() {
        Subject subject = new Subject(
                        SubjectKind.ADVOCATE,
                        version(
                                List.of(),
                                reward("first", Reward.Subject.ADVOCATE, ORDERS_OF_10),
                                reward("second", Reward.Subject.ADVOCATE, event("milestone.first"))))
                .see("order", 1, 10L, "ref1", order("o1", null))
                .see("refund", 5, 10L, null, order("o1", "r1"))
                .see("order", 7, 10L, "ref2", order("o2", null));
        assertThat(subject.told("second", 1).turns())
                .extracting(
                        Turn::timeMillis,
                        Turn::causeEventId,
                        turn -> turn.reach() == null ? null : turn.reach().referrals())
                .containsExactly(
                        tuple(1L, "order1", List.of("ref1")),
                        tuple(5L, "refund5", null),
                        tuple(7L, "order7", List.of("ref2")));
        assertThat(subject.told("second", 1).standing().orderId()).isEqualTo("o2");
    }

    @Test
    void aMilestoneThatNamesAnotherTurnsWithItWhereAReferralIsRejected() {
        Pattern first = new Pattern.Count(event("referral.qualified"), 2, Window.LIFETIME, null);
        Pattern counted = new Pattern.Count(event("milestone.first"), 1, Window.LIFETIME, null);
        Subject subject = new Subject(
                SubjectKind.ADVOCATE,
                version(
                        List.of(),
                        reward("first", Reward.Subject.ADVOCATE, first),
                        reward("second", Reward.Subject.ADVOCATE, event("milestone.first")),
                        reward("third", Reward.Subject.ADVOCATE, counted)));
        for (int i = 1; i <= 3; i++) {
            subject.fact("referral.qualified", i, "q" + i, true, "ref" + i, Map.of());
        }
        subject.fact("referral rejected", 5, "no", true, "ref1", Map.of());
        for (String named : List.of("second", "third")) {
            assertThat(subject.told(named, 1).turns())
                    .as(named)
                    .extracting(
                            Turn::timeMillis,
                            Turn::causeEventId,
                            Turn::byReview,
                            turn -> turn.reach().referrals())
                    .containsExactly(
                            tuple(2L, "referral.qualified2", false, List.of("ref1", "ref2")),
                            tuple(5L, "referral rejected5", true, List.of("ref2", "ref3")));
        }
        subject.fact("referral rejected", 6, "no more", true, "ref2", Map.of());
        assertThat(subject.told("second", 1).standing()).isNull();
        assertThat(subject.told("third", 1).standing()).isNull();
        assertThat(subject.told("third", 1).turns().get(2).byReview()).isTrue();
    }

    @Test
    void whatIsKeptOfAReferralIsItsEventAsLongAsItMayBeRejectedAndThenItsId() throws IOException {
        Pattern many = new Pattern.Count(event("referral.qualified"), 1000, Window.LIFETIME, null);
        long day = Horizons.DEFAULT.factMillis();
        assertThat((bytesOf(30, many, 3 * day) - bytesOf(10, many, 3 * day)) / 20)
                .isLessThan(80);
        assertThat((bytesOf(30, many, 401 * day) - bytesOf(10, many, 401 * day)) / 20)
                .isEqualTo("ref-100".length() + 1);
    }

    private static int bytesOf(int referrals, Pattern pattern, long later) throws IOException {
        Subject subject =
                new Subject(SubjectKind.ADVOCATE, version(List.of(), reward("r", Reward.Subject.ADVOCATE, pattern)));
        for (int i = 0; i < referrals; i++) {
            subject.fact("referral.qualified", 1 + i, "q" + i, true, "ref-" + (100 + i), Map.of());
        }
        return settledBytes(subject, later);
    }

    private static int settledBytes(Subject subject) throws IOException {
        return settledBytes(subject, 3 * Horizons.DEFAULT.factMillis());
    }

    private static int settledBytes(Subject subject, long later) throws IOException {
        subject.fold.advance(later);
        subject.fold.compact(later);
        return subject.fold.passThroughBytes();
    }

    @Test
    void aUserTakesAFewBytesForGood() throws IOException {
        ProgramVersion version = version(List.of(ask("m", event("a"))));
        int nothing = settledBytes(new Subject(SubjectKind.USER, version));
        Subject user = new Subject(SubjectKind.USER, version)
                .see("signup", 1_700_000_000_000L, null, null, Map.of("marketing_consent", "true"));
        user.fold.advance(1_800_000_000_000L);
        user.fold.compact(1_800_000_000_000L);
        // With the memory around it, which is none where nothing is known.
        assertThat(user.fold.passThroughBytes() - nothing).isBetween(20, 40);
    }

    @Test
    void ofAnAccountTheFirstHundredBindingsStay() throws IOException {
        Subject subject =
                new Subject(SubjectKind.ACCOUNT, version(List.of(), reward("r", Reward.Subject.ACCOUNT, event("a"))));
        for (int i = 1; i <= 300; i++) {
            bound(subject, i);
        }
        int all = subject.fold.passThroughBytes();
        int settled = settledBytes(subject);
        assertThat(settled).isBetween(all / 10, all / 2);
        long later = 4 * Horizons.DEFAULT.factMillis();
        bound(subject, later).see("a", later + 1, null, null, Map.of());
        for (int i = 1; i <= 99; i++) {
            decided(subject, later + 1 + i, i, SubjectEvent.REFERRAL_REJECTED);
        }
        assertThat(subject.told("r", 1).standing().advocate()).isEqualTo("adv100");
        decided(subject, later + 200, 100, SubjectEvent.REFERRAL_REJECTED);
        // Nobody's: who hears of it knows that the first is rejected.
        assertThat(subject.told("r", 1).standing().advocate()).isEqualTo("adv1");
    }

    private static Subject bound(Subject subject, long time) {
        return subject.fact(
                "referral.bound", time, "b" + time, true, "ref" + time, Map.of(SubjectEvent.ADVOCATE_ID, "adv" + time));
    }

    private static void decided(Subject subject, long time, int which, String decision) {
        subject.fact(decision, time, "review" + time, true, "ref" + which, Map.of());
    }

    private static List<String> advocates(MilestoneFact fact) {
        return fact.turns().stream()
                .map(turn -> turn.timeMillis() + (turn.byReview() ? " by " + turn.causeEventId() : "") + " "
                        + turn.reach().advocate() + " " + turn.reach().boundBy() + " "
                        + turn.reach().referrals())
                .toList();
    }

    @Test
    void anAccountIsTheNextOnesFromWhenItsFirstReferralIsRejectedUntilThatIsApproved() {
        Subject subject = bound(bound(account(), 1), 2).see("a", 5, null, "ref2", Map.of());
        decided(subject, 7, 1, SubjectEvent.REFERRAL_REJECTED);
        decided(subject, 9, 1, SubjectEvent.REFERRAL_APPROVED);
        List<String> turns = List.of(
                "5 adv1 ref1 [ref2]",
                "7 by referral rejected7 adv2 ref2 [ref2]",
                "9 by referral approved9 adv1 ref1 [ref2]");
        assertThat(advocates(subject.told("r", 1))).isEqualTo(turns);
        // What it was in between stays known, for what was given then.
        long later = 100 * Horizons.DEFAULT.factMillis();
        subject.fold.advance(later);
        subject.fold.compact(later);
        assertThat(advocates(subject.told("r", 1))).isEqualTo(turns);
    }

    @Test
    void anAccountIsTheNextOnesAtOnceWhereTheFirstWasRejectedBefore() {
        Subject subject = bound(bound(account(), 1), 2);
        decided(subject, 3, 1, SubjectEvent.REFERRAL_REJECTED);
        subject.see("a", 5, null, "ref2", Map.of());
        assertThat(advocates(subject.told("r", 1))).containsExactly("5 adv2 ref2 [ref2]");
    }

    @Test
    void aDecisionThatComesLateSaysWhoseTheAccountWasThen() {
        Subject subject = bound(bound(account(), 1), 2).see("a", 5, null, "ref2", Map.of());
        subject.see("a", 8, null, "ref2", Map.of());
        decided(subject, 6, 1, SubjectEvent.REFERRAL_REJECTED);
        assertThat(advocates(subject.told("r", 1)))
                .containsExactly("5 adv1 ref1 [ref2]", "6 by referral rejected6 adv2 ref2 [ref2]");
        assertThat(advocates(subject.told("r", 2))).containsExactly("8 adv2 ref2 [ref2]");
    }

    private static Subject account() {
        return new Subject(SubjectKind.ACCOUNT, version(List.of(), reward("r", Reward.Subject.ACCOUNT, event("a"))));
    }

    @Test
    void occurrencesOfAChangedPatternMoveUpWithARefundBeforeIt() {
        ProgramVersion first = version(List.of(), reward("r", Reward.Subject.ADVOCATE, ORDERS_OF_10));
        ProgramVersion second =
                version(2, 20, Long.MAX_VALUE, List.of(), reward("r", Reward.Subject.ADVOCATE, event("a")));
        Subject subject = new Subject(SubjectKind.ADVOCATE, first, second)
                .see("order", 1, 10L, null, order("o1", null))
                .see("a", 21, null, null, Map.of())
                .see("a", 22, null, null, Map.of())
                .see("refund", 30, 10L, null, order("o1", "r1"))
                .see("refund_cancelled", 40, 0L, null, order("o1", "r1"));
        assertThat(reachedIn(subject.told("r", 1))).containsExactly(1L, 1L, 30L, 21L, 40L, 1L);
        assertThat(reachedIn(subject.told("r", 2))).containsExactly(21L, 21L, 30L, 22L, 40L, 21L);
        assertThat(reachedIn(subject.told("r", 3))).containsExactly(22L, 22L, 30L, null, 40L, 22L);
        assertThat(subject.told("r", 3).standing().version()).isEqualTo(2);
    }

    private static List<Long> reachedIn(MilestoneFact fact) {
        List<Long> reached = new ArrayList<>();
        for (Turn turn : fact.turns()) {
            reached.add(turn.timeMillis());
            reached.add(turn.reach() == null ? null : (Long) turn.reach().reachedMillis());
        }
        return reached;
    }

    @Test
    void aCompositeCountsWhatItsPartsCount() {
        Window week = new Window.Rolling(Span.ofMillis(10));
        Pattern.Event a = event("a");
        Pattern.Event b = event("b");
        Map<Pattern, List<String>> counted = Map.of(
                new Pattern.Sequence(List.of(a, b), Span.ofMillis(10)), List.of("ref2", "ref3"),
                new Pattern.All(List.of(b, new Pattern.Count(a, 2, week, null)), week), List.of("ref3", "ref1", "ref2"),
                new Pattern.Any(List.of(b, new Pattern.Nth(b, 1))), List.of("ref3"),
                new Pattern.Nth(new Pattern.Event(List.of("a", "b"), List.of()), 3), List.of("ref1", "ref2", "ref3"),
                new Pattern.Count(new Pattern.Event(List.of("a", "b"), List.of()), 2, week, "color"),
                        List.of("ref2", "ref3"),
                new Pattern.Count(new Pattern.Event(List.of("a", "b"), List.of()), 3, week, null),
                        List.of("ref1", "ref2", "ref3"));
        counted.forEach((pattern, referrals) -> {
            Subject subject = new Subject(
                            SubjectKind.ADVOCATE, version(List.of(), reward("r", Reward.Subject.ADVOCATE, pattern)))
                    .see("a", 1, null, "ref1", Map.of("color", "red"))
                    .see("a", 2, null, "ref2", Map.of("color", "red"))
                    .see("b", 3, null, "ref3", Map.of("color", "blue"));
            assertThat(subject.told("r", 1).standing().referrals())
                    .as(pattern.toString())
                    .isEqualTo(referrals);
        });
    }

    @Test
    void whatAUserWasIsKnownForADayBecauseAFactMayBeRevised() {
        Subject subject = new Subject(
                        SubjectKind.USER,
                        version(List.of(
                                ask("m", event("a"), new Ask.Suppressor(event("reward.x"), Span.ofMillis(10), null)))))
                .see("signup", 1, null, null, Map.of("marketing_consent", "true"))
                .fact("reward.x", 5, "x", true, null, Map.of())
                .see("a", 7, null, null, Map.of())
                .see("consent_changed", 8, null, null, Map.of("marketing_consent", "false"));
        subject.fold.advance(9);
        subject.fold.compact(9);
        assertThat(subject.told("m", 1).context()).isEqualTo(new AskContext(1L, false, true, null, "reward.x", null));
        // It never was: what the user was then is asked again.
        subject.fact("reward.x", 10, "x", false, null, Map.of());
        assertThat(subject.told("m", 1).context()).isEqualTo(new AskContext(1L, false, true, null, null, null));
    }
}
