package dev.milepost.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.MovingClock;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final MovingClock clock = new MovingClock();
    private final Sessions sessions = new Sessions(clock, Duration.ofMinutes(30), Duration.ofHours(12));
    private final String token = sessions.begin(SignedIn.forTheSession(new Account("ann", EnumSet.of(Role.ANALYST))));

    private boolean isThereAfter(int minutes, boolean isSeen) {
        clock.pass(Duration.ofMinutes(minutes));
        return sessions.find(token, isSeen).isPresent();
    }

    @Test
    void whoeverAsksStays() {
        for (int i = 0; i < 10; i++) {
            assertThat(isThereAfter(20, true)).isTrue();
        }
    }

    @Test
    void aPageThatAsksByItselfKeepsNobodySignedIn() {
        assertThat(isThereAfter(10, false)).isTrue();
        assertThat(isThereAfter(10, false)).isTrue();
        assertThat(isThereAfter(11, false)).isFalse();
        assertThat(isThereAfter(0, true)).isFalse();
    }

    @Test
    void aPageThatAsksByItselfEndsNothingEarlier() {
        assertThat(isThereAfter(20, true)).isTrue();
        assertThat(isThereAfter(20, false)).isTrue();
        assertThat(isThereAfter(9, true)).isTrue();
    }
}
