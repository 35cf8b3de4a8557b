package dev.milepost.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.MovingClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PendingAttemptsTest {

    private final MovingClock clock = new MovingClock();
    private final PendingAttempts attempts = new PendingAttempts(clock, Duration.ofMinutes(10), 250);

    private void begin(String key, String address) {
        attempts.put(key, new Attempt("state of " + key, "", "", "/"), address);
    }

    @Test
    void anAttemptIsTakenOnce() {
        begin("a", "10.0.0.1");

        assertThat(attempts.take("a"))
                .hasValueSatisfying(found -> assertThat(found.state()).isEqualTo("state of a"));
        assertThat(attempts.take("a")).isEmpty();
    }

    @Test
    void anAttemptThatTakesTooLongIsForgotten() {
        begin("a", "10.0.0.1");
        clock.pass(Duration.ofMinutes(11));

        assertThat(attempts.take("a")).isEmpty();
    }

    @Test
    void anAddressThatBeginsAgainAndAgainForgetsItsOwn() {
        begin("mine", "10.0.0.1");
        for (int i = 0; i < 1_000; i++) {
            begin("flood " + i, "10.0.0.2");
        }

        assertThat(attempts.take("flood 899")).isEmpty();
        assertThat(attempts.take("flood 900")).isPresent();
        assertThat(attempts.take("mine")).isPresent();
    }

    @Test
    void whereThereIsNoRoomWhoHasMostMakesWay() {
        begin("mine", "10.0.0.1");
        for (int i = 0; i < 100; i++) {
            for (int address = 2; address < 6; address++) {
                begin("flood " + i + " of " + address, "10.0.0." + address);
            }
        }

        assertThat(attempts.take("flood 99 of 5")).isPresent();
        assertThat(attempts.take("mine")).isPresent();
    }
}
