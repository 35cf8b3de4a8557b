package dev.milepost.milestones.model.pattern;

import static dev.milepost.milestones.model.pattern.PatternTest.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Referrals that are rejected, and approved after all: what counted them is counted again. */
class RejectionsTest {

    private static final String QUALIFIED = "referral.qualified";

    private static Pattern friends(long atLeast) {
        return new Pattern.Count(event(QUALIFIED), atLeast, Window.LIFETIME, null);
    }

    private static Play advocate(Pattern pattern) {
        return Play.ofAdvocate(pattern, "0");
    }

    /** Each a moment after the other, from 1 on. */
    private static Play friends(Play play, int number) {
        for (int n = 1; n <= number; n++) {
            play.friend("f" + n, QUALIFIED, "" + n, null);
        }
        return play;
    }

    @Test
    void theNextFriendTakesThePlaceOfARejectedOne() {
        Play play = friends(advocate(friends(2)), 3).rejected("f1", "10");
        assertThat(play.courses()).containsExactly(List.of("2 by f2@2: 2", "10 by no-f1: 3"));
        assertThat(play.facts().get(0).standing().referrals()).containsExactly("f2", "f3");
        assertThat(play.facts().get(0).turns().get(0).byReview()).isFalse();
        assertThat(play.facts().get(0).turns().get(1).byReview()).isTrue();
    }

    @Test
    void withoutANextOneItEndsUntilAnotherComesOrTheRejectedIsApproved() {
        Play play = friends(advocate(friends(3)), 3).rejected("f2", "10");
        assertThat(play.reached()).isEmpty();
        assertThat(play.friend("f4", QUALIFIED, "11", null).reached()).containsExactly("11");
        assertThat(play.approved("f2", "12").reached()).containsExactly("3");
        assertThat(play.rejected("f4", "13").reached()).containsExactly("3");
        assertThat(play.courses())
                .containsExactly(List.of("3 by f3@3: 3", "10 by no-f2: nothing", "11 by f4@11: 11", "12 by yes-f2: 3"));
    }

    @Test
    void whoIsRejectedAlreadyCountsOnlyOnceApproved() {
        Play play = advocate(new Pattern.Nth(event(QUALIFIED), 2))
                .rejected("f1", "1")
                .settle("1")
                .friend("f1", QUALIFIED, "2", null)
                .friend("f2", QUALIFIED, "3", null);
        assertThat(play.reached()).isEmpty();
        assertThat(play.approved("f1", "4").reached()).containsExactly("3");
    }

    @Test
    void aRuleThatBeginsLaterKnowsWhoWasRejectedBefore() {
        Play play = Play.ofAdvocate(friends(2), "2026-03-01T00:00:00Z")
                .rejected("f1", "2026-01-01T00:00:00Z")
                .settle("2026-02-15T00:00:00Z")
                .friend("f1", QUALIFIED, "2026-03-02T00:00:00Z", null)
                .friend("f2", QUALIFIED, "2026-03-03T00:00:00Z", null);
        assertThat(play.reached()).isEmpty();
        assertThat(play.friend("f3", QUALIFIED, "2026-03-04T00:00:00Z", null).reached())
                .containsExactly("2026-03-04T00:00:00Z");
    }

    @Test
    void moneyOfARejectedReferralIsTakenOutWhereItWas() {
        Play play = advocate(
                        new Pattern.Sum(event("referral.order"), "amount", 10, new Window.Rolling(Span.ofMillis(100))))
                .friend("f1", "referral.order", "1", 6L)
                .friend("f2", "referral.order", "2", 6L)
                .friend("f3", "referral.order", "50", 4L);
        assertThat(play.reached()).containsExactly("2");
        assertThat(play.rejected("f1", "60").reached()).containsExactly("50");
        assertThat(play.friend("f4", "referral.order", "101", 6L).reached()).containsExactly("50");
    }

    @Test
    void aSequenceGoesOnWithoutIt() {
        Play play = advocate(
                        new Pattern.Sequence(List.of(event("referral.bound"), event(QUALIFIED)), Span.ofMillis(100)))
                .friend("f1", "referral.bound", "1", null)
                .friend("f2", "referral.bound", "2", null)
                .friend("f2", QUALIFIED, "3", null);
        assertThat(play.facts().get(0).standing().referrals()).containsExactly("f2");
        play.friend("f1", QUALIFIED, "4", null);
        assertThat(play.rejected("f2", "10").reached()).containsExactly("4");
    }

    @Test
    void singleEventsStayAsTheyAre() {
        Pattern either = new Pattern.Any(List.of(event(QUALIFIED), event("referral.bound")));
        assertThat(friends(advocate(either), 3).rejected("f2", "10").reached()).containsExactly("1", "2", "3");
    }

    @Test
    void aReferralsOwnMilestonesStay() {
        Play play = Play.ofReferral(new Pattern.Count(event("a"), 1, Window.LIFETIME, null))
                .see("signup", "1")
                .fact("referral.bound", "1", "b", "p", true)
                .see("a", "2")
                .rejected("f1", "3");
        assertThat(play.reached()).containsExactly("2");
    }

    @Test
    void aRejectionCountsAsLongAfterAnEventAsARefundAfterItsOrder() {
        // 400 days.
        Play play = advocate(friends(1))
                .friend("f1", QUALIFIED, "2026-01-01T00:00:00Z", null)
                .friend("f2", QUALIFIED, "2026-01-01T12:00:00Z", null)
                .settle("2027-02-04T23:59:59Z")
                .rejected("f1", "2027-02-05T00:00:00Z");
        assertThat(play.reached()).containsExactly("2026-01-01T12:00:00Z");
        assertThat(play.rejected("f2", "2027-02-05T12:00:00.001Z").reached()).containsExactly("2026-01-01T12:00:00Z");
    }

    @Test
    void onlyARejectionThatStandsIsRemembered() {
        Play play = advocate(friends(1))
                .rejected("f1", "2026-01-01T00:00:00Z")
                .approved("f1", "2026-01-02T00:00:00Z")
                .approved("f2", "2026-01-02T00:00:00Z")
                .settle("2026-01-02T23:59:59Z");
        assertThat(play.remembersNothing()).isFalse();
        assertThat(play.settle("2026-01-03T00:00:00Z").remembersNothing()).isTrue();
        play.rejected("f3", "2026-01-04T00:00:00Z").settle("2028-01-01T00:00:00Z");
        assertThat(play.remembersNothing()).isFalse();
        assertThat(play.friend("f3", QUALIFIED, "2028-01-02T00:00:00Z", null).reached())
                .isEmpty();
    }
}
