package dev.milepost.attribution.model;

import static dev.milepost.attribution.model.Given.DAY;
import static dev.milepost.attribution.model.Given.HOUR;
import static dev.milepost.attribution.model.Given.REFEREE;
import static dev.milepost.attribution.model.Given.T0;
import static dev.milepost.attribution.model.Given.VISITOR;
import static dev.milepost.attribution.model.Given.creation;
import static dev.milepost.attribution.model.Given.signup;
import static dev.milepost.attribution.model.Given.touch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.model.CodeFact.Creation;
import dev.milepost.attribution.model.CodeFact.OwnerSignup;
import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.programs.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvidenceModelTest {

    private static final EvidenceModel MODEL = new EvidenceModel(Given.rules());

    @Test
    void anEnteredCodeIsACandidateAndAnEmptyOneIsNot() {
        assertThat(ModelRun.of(MODEL, signup("s", T0, "CODE")).facts().values())
                .containsExactly(new Query("CODE", T0, REFEREE, "s", T0, Evidence.CODE, T0, "", ""));
        assertThat(ModelRun.of(MODEL, signup("s", T0, "")).facts()).isEmpty();
    }

    @Test
    void aTouchIsACandidateFromTheLongestWindowUpToTheSignup() {
        var user = ModelRun.of(
                MODEL,
                touch("too-old", T0 - 90 * DAY - 1, "referral", "A"),
                touch("oldest", T0 - 90 * DAY, "referral", "B"),
                touch("r", T0, "referral", "C"),
                signup("s", T0, ""),
                touch("t", T0, "referral", "D"));
        assertThat(touchIds(user)).containsExactlyInAnyOrder("oldest", "r");
    }

    @Test
    void aTouchThatIsKnownLaterThanADayAfterTheSignupIsNoCandidate() {
        var user = ModelRun.of(
                MODEL,
                signup("s", T0, ""),
                touch("in-time", T0 - HOUR, "referral", "A", T0 + 24 * HOUR),
                touch("too-late", T0 - HOUR, "referral", "B", T0 + 24 * HOUR + 1));
        assertThat(user.facts().values())
                .containsExactly(
                        new Query("A", T0 + 24 * HOUR, REFEREE, "s", T0, Evidence.LINK, T0 - HOUR, "in-time", VISITOR));
    }

    @Test
    void everySignupHasItsOwnCandidates() {
        var user = ModelRun.of(
                MODEL,
                touch("t", T0, "referral", "A"),
                signup("s1", T0 + 1, "X"),
                touch("u", T0 + 2, "referral", "B"),
                signup("s2", T0 + 3, ""));
        assertThat(user.facts().values().stream().map(fact -> (Query) fact).map(q -> q.signupId() + ":" + q.touchId()))
                .containsExactlyInAnyOrder("s1:", "s1:t", "s2:t", "s2:u");
    }

    @Test
    void aCreationIsToldWithItsKnownTimeAndTheOwnersFirstSignup() {
        var user = ModelRun.of(
                MODEL, signup("s1", T0 - DAY, ""), signup("s2", T0 - HOUR, ""), creation("c", T0, "MINE", T0 + HOUR));
        Creation creation = new Creation("MINE", T0 + HOUR, REFEREE, "default", T0, "c", VISITOR);
        assertThat(user.facts().values())
                .containsExactlyInAnyOrder(
                        creation, new OwnerSignup("MINE", T0 + HOUR, REFEREE, T0 - DAY, "s1", creation.identity()));
    }

    @Test
    void aCreationOfOneWhoHasNotSignedUpWaitsForTheSignup() {
        var user = ModelRun.of(MODEL, creation("c", T0, "MINE", T0));
        user.expire(T0 + 200 * DAY);
        assertThat(user.isEmpty()).isFalse();
        user.apply(signup("s", T0 + 300 * DAY, ""));
        assertThat(user.facts().values())
                .hasSize(2)
                .anySatisfy(fact -> assertThat(fact)
                        .isInstanceOfSatisfying(
                                OwnerSignup.class,
                                owner -> assertThat(owner.timeMillis()).isEqualTo(T0 + 300 * DAY)));
        user.expire(T0 + 300 * DAY);
        assertThat(user.state.creations).isEmpty();
    }

    @Test
    void theSignupOfACodesOwnerIsWaitedForAndNoLonger() {
        var inTime = ModelRun.of(MODEL, creation("c", T0, "MINE", T0), signup("s", T0 + 400 * DAY, ""));
        assertThat(inTime.facts().values()).hasAtLeastOneElementOfType(OwnerSignup.class);
        var tooLate = ModelRun.of(MODEL, creation("c", T0, "MINE", T0), signup("s", T0 + 400 * DAY + 1, ""));
        assertThat(tooLate.facts().values()).doesNotHaveAnyElementsOfTypes(OwnerSignup.class);

        var never = ModelRun.of(MODEL, creation("c", T0, "MINE", T0 + 2 * DAY));
        assertThat(never.nextExpiry()).isEqualTo(T0 + 400 * DAY);
        never.expire(T0 + 400 * DAY - 1);
        assertThat(never.isEmpty()).isFalse();
        never.expire(T0 + 400 * DAY);
        assertThat(never.isEmpty()).isTrue();
    }

    @Test
    void theSameCodeOfAnotherOwnerIsAnotherFact() {
        Creation one = Given.created("u1", "e", T0, T0);
        Creation other = Given.created("u2", "e", T0, T0 + 1);
        Creation moved = new Creation("CODE", T0 + 1, "u2", "default", T0, "e", one.anonymousId());
        assertThat(moved.identity()).isNotEqualTo(one.identity());
        assertThat(Given.ownerSignup(one, "s", T0).identity())
                .isNotEqualTo(Given.ownerSignup(other, "s", T0).identity());
        assertThat(Given.entered("A", "s", T0).identity())
                .isNotEqualTo(Given.entered("B", "s", T0).identity());
    }

    @Test
    void aUserWithTouchesAloneIsForgottenAndOneWhoSignedUpKeepsTheFirstSignup() {
        var stranger = ModelRun.of(MODEL, touch("t", T0, "referral", "A"));
        stranger.expire(T0 + 91 * DAY);
        assertThat(stranger.isEmpty()).isFalse();
        stranger.expire(T0 + 91 * DAY + 1);
        assertThat(stranger.isEmpty()).isTrue();

        var user =
                ModelRun.of(MODEL, signup("s1", T0, "A"), signup("s2", T0 + 1, "A"), touch("t", T0, "referral", "A"));
        user.expire(T0 + 100 * DAY);
        assertThat(user.facts()).isEmpty();
        assertThat(user.state.first.eventId()).isEqualTo("s1");
        assertThat(size(user.state)).isZero();
        assertThat(user.nextExpiry()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void forgettingChangesNothingThatComesLater() {
        var law = new ExpiryLaw<>(MODEL, EvidenceModelTest::size);
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            law.holdsFor(history(random), random, "seed " + seed);
        }
    }

    private static int size(EvidenceState state) {
        return state.signups.size() + state.touches.size() + state.creations.size();
    }

    private static List<UserFact> history(Random random) {
        List<UserFact> events = new ArrayList<>();
        long time = T0;
        for (int i = 0; i < 30; i++) {
            time += random.nextInt(3) == 0 ? random.nextLong(100 * DAY) : random.nextLong(DAY);
            String id = "e" + i;
            long known = random.nextInt(3) == 0 ? time + random.nextLong(30 * DAY) : time;
            switch (random.nextInt(6)) {
                case 0 ->
                    events.add(
                            i < 12
                                    ? creation(id, time, "MINE" + i, known)
                                    : signup(id, time, random.nextBoolean() ? "" : "CODE"));
                case 1 -> events.add(creation(id, time, "MINE" + i, known));
                default -> events.add(touch(id, time, "referral", "CODE" + random.nextInt(3), known));
            }
        }
        return events;
    }

    private static List<String> touchIds(ModelRun<?, ?, ?, CodeFact> user) {
        return user.facts().values().stream()
                .map(fact -> ((Query) fact).touchId())
                .toList();
    }
}
