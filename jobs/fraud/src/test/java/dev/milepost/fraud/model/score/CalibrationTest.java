package dev.milepost.fraud.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void plattIsTheLogisticOfALine() {
        assertThat(Calibration.Platt.NONE.probability(Math.log(3))).isEqualTo(0.75, within(1e-12));
        assertThat(new Calibration.Platt(2, -Math.log(3)).probability(0)).isEqualTo(0.25, within(1e-12));
        assertThat(Calibration.Platt.NONE.probability(-1000)).isEqualTo(1e-6);
        assertThat(Calibration.Platt.NONE.probability(1000)).isEqualTo(1 - 1e-6);
        assertThatThrownBy(() -> new Calibration.Platt(0, 1)).hasMessageContaining("slope");
    }

    @Test
    void isotonicRunsStraightBetweenKnotsAndFlatBeyond() {
        Calibration calibration = new Calibration.Isotonic(List.of(-2.0, 0.0, 1.0), List.of(0.1, 0.1, 0.9));
        assertThat(calibration.probability(-9)).isEqualTo(0.1);
        assertThat(calibration.probability(-1)).isEqualTo(0.1, within(1e-12));
        assertThat(calibration.probability(0.25)).isEqualTo(0.3, within(1e-12));
        assertThat(calibration.probability(1)).isEqualTo(0.9, within(1e-12));
        assertThat(calibration.probability(5)).isEqualTo(0.9);
        assertThatThrownBy(() -> new Calibration.Isotonic(List.of(1.0, 0.0), List.of(0.1, 0.2)))
                .hasMessageContaining("rise");
        assertThatThrownBy(() -> new Calibration.Isotonic(List.of(0.0, 1.0), List.of(0.2, 0.1)))
                .hasMessageContaining("rise");
    }
}
