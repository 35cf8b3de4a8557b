package dev.milepost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.bench.job.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneyTest {

    private static final List<Checkpoint> CHECKPOINTS =
            List.of(checkpoint(1, 1_000, 1_300), checkpoint(2, 2_000, 2_250), checkpoint(3, 3_000, 3_100));

    @Test
    void aRowBelongsToTheCheckpointBeforeTheOneItWasCommittedWith() {
        Journey journey = Journey.of(400, 2_600, CHECKPOINTS).orElseThrow();

        assertThat(journey).isEqualTo(new Journey(600, 300, 700, 250, 350));
        assertThat(journey.allMillis()).isEqualTo(2_200);
    }

    @Test
    void anEventBehindABarrierThatIsUnderWayMayStillBeBeforeIt() {
        assertThat(Journey.of(2_050, 3_100, CHECKPOINTS)).contains(new Journey(-50, 250, 750, 100, 0));
    }

    @Test
    void withoutTwoCheckpointsBeforeItNothingIsKnownOfARow() {
        assertThat(Journey.of(400, 2_200, CHECKPOINTS)).isEmpty();
    }

    private static Checkpoint checkpoint(long id, long triggeredMillis, long completeMillis) {
        return new Checkpoint(id, triggeredMillis, completeMillis, 0, 0, 0, 0, 0);
    }
}
