package dev.milepost.fraud.model.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.signal.DetectorInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorStateTest {

    @Test
    void aTailMeansNothingBeforeTheWarmUp() {
        DetectorState state = new DetectorState();
        Random random = new Random(1);
        for (int i = 0; i < 255; i++) {
            state.learn(row(random));
        }
        assertThat(state.tail(row(random))).isNaN();
        state.learn(row(random));
        assertThat(state.tail(row(random))).isBetween(0.0, 1.0);
    }

    @Test
    void whatIsUnusualHasASmallTail() {
        DetectorState state = new DetectorState();
        Random random = new Random(2);
        for (int i = 0; i < 600; i++) {
            state.learn(row(random));
        }
        double[] unusual = row(random);
        for (int i = 0; i < 6; i++) {
            unusual[i] += 25;
        }
        assertThat(state.tail(unusual)).isLessThan(.01);
    }

    /** Written and read back before and behind the thousandth row, and copied as a snapshot does. */
    @Test
    void aStateThatWasReadBackGoesOnAsItWas() throws IOException {
        DetectorState whole = new DetectorState();
        DetectorState broken = new DetectorState();
        Random random = new Random(3);
        for (int i = 0; i < 1_500; i++) {
            double[] row = row(random);
            if (i == 900 || i == 1_100) {
                broken = again(broken);
            } else if (i == 1_300) {
                DetectorState written = broken;
                broken = broken.copy();
                broken.learn(row);
                whole.learn(row);
                assertThat(bytes(written))
                        .as("the one that is written stays as it was")
                        .isNotEqualTo(bytes(broken));
                continue;
            }
            assertThat(Double.compare(broken.tail(row), whole.tail(row)))
                    .as("row %s", i)
                    .isZero();
            whole.learn(row);
            broken.learn(row);
        }
        assertThat(bytes(broken)).isEqualTo(bytes(whole));
    }

    private static double[] row(Random random) {
        double[] row = new double[DetectorInput.NAMES.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = random.nextGaussian() * (i + 1);
        }
        return row;
    }

    private static DetectorState again(DetectorState state) throws IOException {
        return DetectorState.read(new DataInputStream(new ByteArrayInputStream(bytes(state))));
    }

    private static byte[] bytes(DetectorState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        state.write(new DataOutputStream(out));
        return out.toByteArray();
    }
}
