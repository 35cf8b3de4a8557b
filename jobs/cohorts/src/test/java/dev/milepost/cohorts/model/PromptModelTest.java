package dev.milepost.cohorts.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.PromptEvent.Asked;
import dev.milepost.cohorts.model.PromptEvent.Referred;
import org.junit.jupiter.api.Test;

/** Which ask prompted a referral, by hand. */
class PromptModelTest {

    private static final long DAY = 86_400_000L;
    private static final long TOUCH = 1_000 * DAY;
    private static final PromptModel MODEL =
            new PromptModel(new CohortTerms(30 * DAY, 400 * DAY, 30 * DAY, 90 * DAY, DAY));

    private final PromptState state = MODEL.empty();

    private void asked(String id, long timeMillis) {
        MODEL.apply(state, new Asked("ada", id, timeMillis, new Ask("club", "milestone-" + id)), key -> {});
    }

    private String prompted() {
        CustomerEvent.Prompted prompted = MODEL.fact(state, "bo/s");
        return prompted == null ? null : prompted.ask().milestoneId();
    }

    private void bound() {
        MODEL.apply(
                state,
                new Referred(new Bound("bo", "s", TOUCH + 3 * DAY, "bo/s", "ada", "spring", TOUCH, TOUCH + 2 * DAY)),
                key -> {});
    }

    @Test
    void theLatestInThirtyDaysBeforeTheTouch() {
        bound();
        assertThat(prompted()).isNull();
        asked("late", TOUCH + 1);
        asked("early", TOUCH - 30 * DAY);
        assertThat(prompted()).isNull();
        asked("first", TOUCH - 30 * DAY + 1);
        assertThat(prompted()).isEqualTo("milestone-first");
        asked("last", TOUCH);
        asked("between", TOUCH - DAY);
        assertThat(prompted()).isEqualTo("milestone-last");
    }

    @Test
    void itIsToldOfTheUserWhoIsBoundAsOfWhenThatIsKnown() {
        asked("a", TOUCH - DAY);
        bound();
        assertThat(MODEL.fact(state, "bo/s"))
                .isEqualTo(new CustomerEvent.Prompted(
                        "bo", TOUCH + 3 * DAY, "bo/s", "ada", new Ask("club", "milestone-a")));
    }

    @Test
    void bothAreForgottenOnceNoReferralCanNeedThem() {
        asked("a", TOUCH);
        bound();
        MODEL.expire(state, TOUCH + 3 * DAY - 1);
        assertThat(state.referrals).hasSize(1);
        MODEL.expire(state, TOUCH + 3 * DAY);
        assertThat(state.referrals).isEmpty();
        assertThat(MODEL.nextExpiry(state)).isEqualTo(TOUCH + (30 + 90 + 1) * DAY);
        MODEL.expire(state, MODEL.nextExpiry(state));
        assertThat(MODEL.isEmpty(state)).isTrue();
    }
}
