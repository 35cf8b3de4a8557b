package dev.milepost.milestones.model.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a slot's course keeps: a decision may be behind by more than any length of time. */
class SlotTest {

    private static final long DAY = 86_400_000L;

    @Test
    void whatEndedLongBeforeTheNextIsToldUntilNothingOfThatTimeMayCome() {
        Slot slot = Slot.of(completion(DAY), false)
                .turning(3 * DAY, "refund", 3 * DAY, false, null)
                .turning(9 * DAY, "again", 9 * DAY, false, completion(9 * DAY))
                .turning(30 * DAY, "refund-2", 30 * DAY, false, null);

        assertThat(slot.at(4 * DAY)).isNull();
        assertThat(slot.course()).hasSize(4);
        assertThat(slot.nextExpiry()).isEqualTo(9 * DAY);
        assertThat(slot.expire(9 * DAY - 1)).isEqualTo(slot);
        assertThat(slot.expire(9 * DAY).course())
                .extracting(Standing::sinceMillis)
                .containsExactly(DAY, 9 * DAY, 30 * DAY);
        assertThat(slot.expire(9 * DAY).nextExpiry()).isEqualTo(Long.MAX_VALUE);
    }

    private static Completion completion(long time) {
        return new Completion(
                time, false, new Cause("e" + time, time, null, null, null, null, null, Map.of()), List.of(), null);
    }
}
