package dev.milepost.fraud.model.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.learn.LabelSource;
import dev.milepost.fraud.model.learn.LearnerStates;
import dev.milepost.fraud.model.learn.TrainingReport.Outcome;
import dev.milepost.fraud.model.outcome.OutcomeFact.Assessed;
import dev.milepost.fraud.model.outcome.OutcomeFact.MoneyBack;
import dev.milepost.fraud.model.outcome.OutcomeFact.Reviewed;
import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Scorer;
import dev.milepost.fraud.model.score.Vectors;
import dev.milepost.fraud.model.score.Weights;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.Subject;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From assessments and labels to weights. */
class OutcomeDeskTest {

    private static final long T0 = 1_772_323_200_000L;
    private static final long DAY = 86_400_000L;

    private final Random random = new Random(1);
    private final OutcomeDesk.State state = OutcomeDesk.State.empty();
    private final List<Example> told = new ArrayList<>();

    private static Assessed assessed(String referral, Trigger trigger, long time, Random random) {
        return new Assessed(new Signalled(
                new Subject(referral + "@" + time + trigger, referral, "friends", "ada", "bob", "friends"),
                trigger,
                time,
                Vectors.random(random)));
    }

    private static Reviewed reviewed(String referral, long time, String event, boolean fraud) {
        return reviewed(referral, time, event, "case of " + event, 0, fraud);
    }

    private static Reviewed reviewed(
            String referral, long time, String event, String caseId, long version, boolean fraud) {
        return new Reviewed(referral, time, event, caseId, version, fraud, .5);
    }

    private void hear(OutcomeFact... facts) {
        for (OutcomeFact fact : facts) {
            new OutcomeDesk(state).accept(fact);
        }
    }

    private void decide(long until) {
        new OutcomeDesk(state).decide(until, told::add);
    }

    private static List<Double> strengths(Assessed assessed) {
        return Example.of(
                        new Scorer(ExpertWeights.V1)
                                .score(
                                        assessed.signals().subject(),
                                        assessed.timeMillis(),
                                        assessed.signals().signals()),
                        0,
                        LabelSource.REVIEW,
                        true,
                        1)
                .strengths();
    }

    @Test
    void aLabelTeachesTheSignalsOfBeforeIt() {
        Assessed bound = assessed("r", Trigger.BOUND, T0, random);
        Assessed settled = assessed("r", Trigger.SETTLED, T0 + DAY, random);
        hear(settled, bound, reviewed("r", T0 + DAY, "v1", true), reviewed("r", T0 + 2 * DAY, "v2", false));
        decide(T0 + 3 * DAY);
        assertThat(told).extracting(Example::fraud).containsExactly(true, false);
        assertThat(told.get(0).strengths()).as("a label of that very time").isEqualTo(strengths(bound));
        assertThat(told.get(1).strengths()).isEqualTo(strengths(settled));
        assertThat(told.get(1).propensity()).isEqualTo(.5);
    }

    /** Who saw what another has decided about since says nothing; two cases may have reviews of one event_id. */
    @Test
    void ofOneVersionOfACaseOneReviewTeaches() {
        hear(assessed("r", Trigger.BOUND, T0, random));
        hear(reviewed("r", T0 + 1, "e", "c", 3, true), reviewed("r", T0 + 2, "stale", "c", 3, false));
        decide(T0 + 2);
        hear(reviewed("r", T0 + 3, "late", "c", 2, false), reviewed("r", T0 + 4, "second", "c", 4, false));
        hear(reviewed("r", T0 + 4, "e", "d", 0, true));
        decide(T0 + DAY);
        assertThat(told).extracting(Example::labelledMillis).containsExactly(T0 + 1, T0 + 4, T0 + 4);
        assertThat(told).extracting(Example::fraud).containsExactlyInAnyOrder(true, false, true);
    }

    @Test
    void aChargebackIsALabelOfWhatWasKnownBeforeIt() {
        Assessed bound = assessed("r", Trigger.BOUND, T0, random);
        hear(bound, assessed("r", Trigger.CHARGEBACK, T0 + 40 * DAY, random), charged("c1", T0 + 40 * DAY));
        decide(T0 + 60 * DAY);
        assertThat(told).hasSize(1);
        assertThat(told.get(0).source()).isEqualTo(LabelSource.CHARGEBACK);
        assertThat(told.get(0).fraud()).isTrue();
        assertThat(told.get(0).strengths()).isEqualTo(strengths(bound));
    }

    private static MoneyBack charged(String refund, long time) {
        return new MoneyBack("r", time, refund, LabelSource.CHARGEBACK);
    }

    private static MoneyBack cancelled(String refund, long time) {
        return new MoneyBack("r", time, refund, null);
    }

    private static Assessed refunded(long time, double pattern) {
        return new Assessed(new Signalled(
                new Subject("r@" + time + "REFUND", "r", "friends", "ada", "bob", "friends"),
                Trigger.REFUND,
                time,
                Vectors.of(Map.of(Signal.REFUND_AFTER_REWARD, pattern))));
    }

    /** What the learner has of the referral, if anything. */
    private Example learnt() {
        LearnerDesk.State learner = LearnerDesk.State.empty();
        told.forEach(new LearnerDesk(learner)::accept);
        new LearnerDesk(learner).decide(T0 + 100 * DAY, (midnight, report) -> {});
        List<Example> all = new ArrayList<>(LearnerStates.examples(learner.learner));
        assertThat(all).hasSizeLessThan(2);
        return all.isEmpty() ? null : all.get(0);
    }

    @Test
    void aChargebackThatIsCancelledTeachesNoMore() {
        hear(assessed("r", Trigger.BOUND, T0, random), charged("c1", T0 + DAY), charged("c2", T0 + 2 * DAY));
        decide(T0 + 2 * DAY);
        hear(cancelled("c1", T0 + 3 * DAY));
        decide(T0 + 3 * DAY);
        assertThat(learnt().source()).isEqualTo(LabelSource.CHARGEBACK);
        hear(cancelled("c2", T0 + 4 * DAY));
        decide(T0 + 4 * DAY);
        assertThat(learnt()).isNull();
        hear(reviewed("r", T0 + 5 * DAY, "v", false));
        decide(T0 + 5 * DAY);
        assertThat(learnt().fraud()).isFalse();
        // One that comes after its cancellation never was.
        hear(cancelled("c3", T0 + 6 * DAY), charged("c3", T0 + 7 * DAY));
        decide(T0 + 7 * DAY);
        assertThat(learnt().source()).isEqualTo(LabelSource.REVIEW);
    }

    @Test
    void whatAReviewerSaidHoldsAgainWhereTheChargebackIsCancelled() {
        hear(assessed("r", Trigger.BOUND, T0, random), reviewed("r", T0 + 1, "v", false), charged("c1", T0 + DAY));
        decide(T0 + DAY);
        assertThat(learnt().fraud()).isTrue();
        hear(cancelled("c1", T0 + 3 * DAY));
        decide(T0 + 3 * DAY);
        assertThat(learnt().fraud()).isFalse();
        assertThat(learnt().labelledMillis()).isEqualTo(T0 + 3 * DAY);
        hear(reviewed("r", T0 + 4 * DAY, "w", true));
        decide(T0 + 4 * DAY);
        assertThat(learnt().fraud()).isTrue();
        assertThat(learnt().source()).isEqualTo(LabelSource.REVIEW);
    }

    /** Clocks of whole seconds tell both at once. */
    @Test
    void whatIsChargedBackAndCancelledAtOneTimeIsCancelled() {
        hear(assessed("r", Trigger.BOUND, T0, random), reviewed("r", T0 + 1, "v", false));
        hear(cancelled("c1", T0 + DAY), charged("c1", T0 + DAY));
        decide(T0 + DAY);
        assertThat(told).hasSize(3);
        assertThat(learnt().source()).isNotEqualTo(LabelSource.CHARGEBACK);
        assertThat(learnt().fraud()).isFalse();
    }

    @Test
    void aChargebackOfTheTimeWhenAnotherIsCancelledTeaches() {
        hear(assessed("r", Trigger.BOUND, T0, random), charged("c1", T0 + DAY));
        hear(cancelled("c1", T0 + 2 * DAY), charged("c2", T0 + 2 * DAY));
        decide(T0 + 2 * DAY);
        assertThat(learnt().source()).isEqualTo(LabelSource.CHARGEBACK);
    }

    @Test
    void aRefundThatIsCancelledBeforeItIsJudgedTeachesNothing() {
        hear(assessed("r", Trigger.BOUND, T0, random), new MoneyBack("r", T0 + DAY, "f", LabelSource.REFUND));
        decide(T0 + DAY);
        hear(cancelled("f", T0 + 2 * DAY));
        decide(T0 + 2 * DAY);
        hear(refunded(T0 + DAY, 1));
        hear(refunded(T0 + 3 * DAY, 1), new MoneyBack("r", T0 + 3 * DAY, "g", LabelSource.REFUND));
        hear(cancelled("g", T0 + 3 * DAY));
        decide(T0 + 3 * DAY);
        assertThat(told).isEmpty();
    }

    @Test
    void aRefundIsJudgedByTheAssessmentOfItsTime() {
        hear(assessed("r", Trigger.BOUND, T0, random), new MoneyBack("r", T0 + DAY, "f", LabelSource.REFUND));
        hear(refunded(T0 + 2 * DAY, 1));
        decide(T0 + 2 * DAY);
        assertThat(told).isEmpty();
    }

    @Test
    void ofTwentyItIsKnownWhatBecameOfThem() {
        hear(assessed("r", Trigger.BOUND, T0, random));
        for (int i = 0; i < 25; i++) {
            hear(charged("c" + i, T0 + i + 1));
        }
        decide(T0 + DAY);
        assertThat(state.back).hasSize(20).containsKeys("c5", "c24");
        decide(T0 + 131 * DAY);
        assertThat(state.back).isEmpty();
    }

    @Test
    void aRefundIsFraudWhereTheAdvocatesOthersAreRefundedToo() {
        Assessed bound = assessed("r", Trigger.BOUND, T0, random);
        hear(bound, new MoneyBack("r", T0 + DAY, "f1", LabelSource.REFUND), refunded(T0 + DAY, .94));
        decide(T0 + DAY);
        assertThat(told).isEmpty();
        Assessed second = refunded(T0 + 2 * DAY, .96);
        hear(new MoneyBack("r", T0 + 2 * DAY, "f2", LabelSource.REFUND), second, refunded(T0 + 3 * DAY, .99));
        decide(T0 + 3 * DAY);
        assertThat(told).hasSize(1);
        assertThat(learnt().source()).isEqualTo(LabelSource.REFUND);
        assertThat(learnt().fraud()).isTrue();
        assertThat(learnt().strengths()).as("what was known before").isEqualTo(strengths(refunded(T0 + DAY, .94)));
        hear(cancelled("f2", T0 + 4 * DAY));
        decide(T0 + 4 * DAY);
        assertThat(learnt()).isNull();
        hear(reviewed("r", T0 + 5 * DAY, "v", false));
        hear(new MoneyBack("r", T0 + 6 * DAY, "f3", LabelSource.REFUND), refunded(T0 + 6 * DAY, 1));
        decide(T0 + 6 * DAY);
        assertThat(learnt().source()).as("who looked knows more").isEqualTo(LabelSource.REVIEW);
    }

    @Test
    void nothingIsLearntOfWhoWasNeverAssessedOrLongForgottenOrTakenBack() {
        hear(reviewed("r", T0 - 1, "early", true), assessed("r", Trigger.BOUND, T0, random));
        hear(reviewed("r", T0 + DAY, "taken back", true));
        new OutcomeDesk(state).retract(reviewed("r", T0 + DAY, "taken back", true));
        decide(T0 + 2 * DAY);
        assertThat(told).isEmpty();
        assertThat(new OutcomeDesk(state).nextMillis()).isEqualTo(T0 + 130 * DAY);
        decide(T0 + 130 * DAY);
        assertThat(state.isEmpty()).isTrue();
    }

    @Test
    void weightsAreLearntAtMidnightAndDependOnTheExamplesAlone() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            OutcomeDesk.State one = OutcomeDesk.State.empty();
            boolean fraud = i % 3 == 0;
            new OutcomeDesk(one).accept(assessed("r" + i, Trigger.BOUND, T0 + i, random));
            long labelled = T0 + DAY + (long) (random.nextDouble() * 4 * DAY);
            new OutcomeDesk(one).accept(reviewed("r" + i, labelled, "v", fraud));
            new OutcomeDesk(one).decide(T0 + 9 * DAY, examples::add);
        }
        List<Weights> atOnce = learn(examples, null);
        assertThat(atOnce).isNotEmpty();
        assertThat(atOnce)
                .allSatisfy(weights -> assertThat(Math.floorMod(weights.validFromMillis(), DAY))
                        .as("an hour behind a midnight")
                        .isEqualTo(3_600_000L));
        List<Example> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, random);
        assertThat(learn(shuffled, null)).isEqualTo(atOnce);
        examples.sort(Comparator.comparingLong(Example::labelledMillis));
        assertThat(learn(examples, random)).as("step by step").isEqualTo(atOnce);
    }

    @Test
    void whatIsLabelledAtAMidnightIsLearntFromAtTheNext() {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            OutcomeDesk.State one = OutcomeDesk.State.empty();
            new OutcomeDesk(one).accept(assessed("r" + i, Trigger.BOUND, T0 + i, random));
            new OutcomeDesk(one).accept(reviewed("r" + i, T0 + DAY, "v", i % 3 == 0));
            new OutcomeDesk(one).decide(T0 + 9 * DAY, examples::add);
        }
        List<Weights> without = learn(examples, null);
        assertThat(without).hasSize(1);
        for (int i = 600; i < 900; i++) {
            OutcomeDesk.State one = OutcomeDesk.State.empty();
            new OutcomeDesk(one).accept(assessed("r" + i, Trigger.BOUND, T0 + i, random));
            new OutcomeDesk(one).accept(reviewed("r" + i, T0 + 2 * DAY, "v", i % 2 == 0));
            new OutcomeDesk(one).decide(T0 + 9 * DAY, examples::add);
        }
        assertThat(learn(examples, null).get(0)).isEqualTo(without.get(0));
    }

    private static LearnerDesk.Told live(List<Weights> told) {
        return (midnight, report) -> {
            if (report.outcome() == Outcome.WENT_LIVE) {
                told.add(report.live());
            }
        };
    }

    private static List<Weights> learn(List<Example> examples, Random random) {
        LearnerDesk.State state = LearnerDesk.State.empty();
        List<Weights> told = new ArrayList<>();
        for (Example example : examples) {
            new LearnerDesk(state).accept(example);
            if (random != null && random.nextInt(20) == 0) {
                new LearnerDesk(state).decide(example.labelledMillis() - 1, live(told));
                state = Bytes.restored(new LearnerDesk.StateCodec(), state);
            }
        }
        new LearnerDesk(state).decide(T0 + 20 * DAY, live(told));
        return told;
    }

    @Test
    void whatIsToldDependsOnTheFactsAlone() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<OutcomeFact> facts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                long time = T0 + (long) (random.nextDouble() * 40 * DAY);
                facts.add(
                        switch (random.nextInt(5)) {
                            case 0 -> reviewed("r", time, "v" + i, random.nextBoolean());
                            case 1 -> charged("c" + random.nextInt(3), time);
                            case 2 -> cancelled("c" + random.nextInt(3), time);
                            case 3 -> new MoneyBack("r", time, "f", LabelSource.REFUND);
                            default -> assessed("r", Trigger.SETTLED, time, random);
                        });
            }
            List<Example> atOnce = run(facts, null);
            List<OutcomeFact> shuffled = new ArrayList<>(facts);
            Collections.shuffle(shuffled, random);
            assertThat(run(shuffled, null)).isEqualTo(atOnce);
            facts.sort(Comparator.comparingLong(OutcomeFact::timeMillis));
            assertThat(run(facts, random)).isEqualTo(atOnce);
        }
    }

    private static List<Example> run(List<OutcomeFact> facts, Random random) {
        OutcomeDesk.State state = OutcomeDesk.State.empty();
        List<Example> told = new ArrayList<>();
        for (OutcomeFact fact : facts) {
            new OutcomeDesk(state).accept(Bytes.restored(new OutcomeFactCodec(), fact));
            if (random != null && random.nextBoolean()) {
                new OutcomeDesk(state).decide(fact.timeMillis() - 1, told::add);
                state = Bytes.restored(new OutcomeDesk.StateCodec(), state);
            }
        }
        new OutcomeDesk(state).decide(T0 + 60 * DAY, told::add);
        return told;
    }
}
