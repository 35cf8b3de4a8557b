package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.HOUR;
import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.created;
import static dev.milepost.attribution.model.Given.entered;
import static dev.milepost.attribution.model.Given.ownerSignup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.CodeFact.Creation;
import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.programs.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeModelTest {

    private static final CodeModel MODEL = new CodeModel(Given.rules());
    private static final Query SIGNUP = entered("CODE", "s", T0);

    @Test
    void theOwnerIsThatOfTheLatestCreationBeforeTheSignup() {
        var code = ModelRun.of(
                MODEL,
                created("one", "c1", T0 - 2, T0 - 2),
                created("two", "c2", T0 - 1, T0 - 1),
                SIGNUP,
                created("three", "c3", T0 + 1, T0 + 1));
        assertThat(answer(code).owner()).isEqualTo("two");
        assertThat(answer(code).junior()).isFalse();
    }

    @Test
    void ofCreationsInTheMillisecondOfTheSignupTheEventIdDecides() {
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, created("one", "r", T0, T0)))
                        .junior())
                .isFalse();
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, created("one", "t", T0, T0)))
                        .junior())
                .isTrue();
    }

    @Test
    void aCodeOfWhichAllCreationsAreLaterBelongsToTheEarliestAndIsJunior() {
        var code =
                ModelRun.of(MODEL, SIGNUP, created("two", "c2", T0 + 2, T0 + 2), created("one", "c1", T0 + 1, T0 + 1));
        assertThat(answer(code).owner()).isEqualTo("one");
        assertThat(answer(code).junior()).isTrue();
    }

    @Test
    void aCreationIsKnownUpToADayAfterTheSignup() {
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, created("one", "c", T0 + 24 * HOUR, T0 + 24 * HOUR)))
                        .owner())
                .isEqualTo("one");
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, created("one", "c", T0 + 24 * HOUR + 1, T0 + 24 * HOUR + 1))))
                .isEqualTo(new Answer("ref", T0, SIGNUP, null, "default", false));
        // Created before the signup, but its owner became known too late.
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, created("one", "c", T0 - 1, T0 + 24 * HOUR + 1)))
                        .owner())
                .isNull();
    }

    @Test
    void anOwnerWhoSignedUpWithinADayAfterTheRefereeIsJunior() {
        Creation creation = created("one", "c", T0 - 1, T0 - 1);
        assertThat(junior(creation, "r", T0)).isFalse();
        assertThat(junior(creation, "t", T0)).isTrue();
        assertThat(junior(creation, "t", T0 + 24 * HOUR)).isTrue();
        assertThat(junior(creation, "t", T0 + 24 * HOUR + 1)).isFalse();
    }

    private static boolean junior(Creation creation, String signupId, long signup) {
        return answer(ModelRun.of(MODEL, creation, SIGNUP, ownerSignup(creation, signupId, signup)))
                .junior();
    }

    @Test
    void anAnswersTimeIsThatOfTheLatestEventItRestsOn() {
        Creation creation = created("one", "c", T0 - 1, T0 + 2 * HOUR);
        assertThat(answer(ModelRun.of(MODEL, SIGNUP)).timeMillis()).isEqualTo(T0);
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, creation)).timeMillis()).isEqualTo(T0 + 2 * HOUR);
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, creation, ownerSignup(creation, "t", T0 + 3 * HOUR)))
                        .timeMillis())
                .isEqualTo(T0 + 3 * HOUR);
    }

    @Test
    void anAnswerKnowsWhatItSaidBefore() {
        Creation late = created("one", "c", T0 - 1, T0 + 2 * HOUR);
        Answer answer = answer(ModelRun.of(MODEL, SIGNUP, late, ownerSignup(late, "t", T0 + 3 * HOUR)));
        assertThat(answer.junior()).isTrue();
        assertThat(answer.earlier())
                .containsExactly(
                        new Answer.Earlier(T0, null, "default", false),
                        new Answer.Earlier(T0 + 2 * HOUR, "one", "default", false));
        assertThat(answer.at(T0 - 1)).isNull();
        assertThat(answer.at(T0 + 1).owner()).isNull();
        assertThat(answer.at(T0 + 2 * HOUR).junior()).isFalse();
        assertThat(answer.at(T0 + 3 * HOUR)).isEqualTo(answer);
        assertThat(answer(ModelRun.of(MODEL, SIGNUP, created("one", "c", T0 - 1, T0 - 1)))
                        .earlier())
                .as("known before it was asked")
                .isEmpty();
    }

    @Test
    void twoOwnersClaimsOfOneCreationDoNotReplaceEachOther() {
        // A visitor who created the code turns out to be another user: each user's fold tells of its own.
        Creation before = new Creation("CODE", T0 - 1, "one", "default", T0 - 2, "c", "visitor");
        Creation after = new Creation("CODE", T0 - 2, "two", "default", T0 - 2, "c", "visitor");
        var code = ModelRun.of(MODEL, before, after);
        assertThat(code.state.creations).hasSize(2);
    }

    @Test
    void aCodeKeepsItsLastCreationAndItsOwnersSignupAlone() {
        Creation one = created("one", "c1", T0, T0);
        Creation two = created("two", "c2", T0 + DAY, T0 + DAY);
        var code = ModelRun.of(
                MODEL,
                one,
                ownerSignup(one, "s1", T0 - DAY),
                two,
                ownerSignup(two, "s2", T0 + 2 * DAY),
                entered("CODE", "s", T0 + 2 * DAY));
        code.expire(T0 + 1_000 * DAY);
        assertThat(code.state.creations).containsExactly(two);
        assertThat(code.state.owners.keySet()).containsExactly(two.identity());
        assertThat(code.state.queries).isEmpty();
        assertThat(code.nextExpiry()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theSignupOfAnOwnerWhoseCodeBelongsToAnotherByThenLeavesNothing() {
        Creation one = created("one", "c1", T0, T0);
        Creation two = created("two", "c2", T0 + DAY, T0 + DAY);
        var code = ModelRun.of(MODEL, one, two);
        code.expire(T0 + 3 * DAY);
        assertThat(code.state.creations).containsExactly(two);
        code.apply(ownerSignup(one, "s1", T0 + 100 * DAY));
        code.expire(T0 + 100 * DAY);
        assertThat(code.state.owners).isEmpty();
    }

    @Test
    void aCodeThatWasOnlyAskedForIsForgottenAfterADay() {
        var code = ModelRun.of(MODEL, SIGNUP);
        code.expire(T0 + DAY - 1);
        assertThat(code.isEmpty()).isFalse();
        assertThat(code.nextExpiry()).isEqualTo(T0 + DAY);
        code.expire(T0 + DAY);
        assertThat(code.isEmpty()).isTrue();
    }

    @Test
    void forgettingChangesNothingThatComesLater() {
        var law = new ExpiryLaw<>(
                MODEL, (CodeState state) -> state.creations.size() + state.owners.size() + state.queries.size());
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            law.holdsFor(history(random), random, "seed " + seed);
        }
    }

    private static List<CodeFact> history(Random random) {
        List<CodeFact> events = new ArrayList<>();
        long time = T0;
        for (int i = 0; i < 25; i++) {
            time += random.nextInt(4) == 0 ? random.nextLong(10 * DAY) : random.nextLong(12 * HOUR);
            String id = "e" + i;
            if (random.nextInt(3) == 0) {
                long known = random.nextInt(3) == 0 ? time + random.nextLong(30 * DAY) : time;
                Creation creation = created("owner" + i, id, time, known);
                events.add(creation);
                if (random.nextBoolean()) {
                    events.add(ownerSignup(creation, "s" + i, time + random.nextLong(10 * DAY) - 2 * DAY));
                }
            } else {
                long known = time + (random.nextBoolean() ? 0 : random.nextLong(24 * HOUR + 1));
                events.add(new Query("CODE", known, "r" + i, id, time, Evidence.LINK, time - HOUR, "t" + i, "a"));
            }
        }
        return events;
    }

    private static Answer answer(ModelRun<?, ?, ?, Answer> code) {
        assertThat(code.facts()).hasSize(1);
        return code.facts().values().iterator().next();
    }
}
