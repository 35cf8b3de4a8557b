package dev.milepost.fraud.model.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written and read back goes on bit for bit; the same seed gives the same, another one does not. */
class StateTest {

    private static final int WIDTH = 7;
    private static final int BEFORE = 1500;
    private static final List<double[]> ROWS = Streams.rows(2 * BEFORE + 1000, WIDTH, 4);

    private static List<Double> scores(Detector detector, List<double[]> rows) {
        List<Double> scores = new ArrayList<>();
        for (double[] row : rows) {
            scores.add(detector.score(row));
            detector.learn(row);
        }
        return scores;
    }

    @ParameterizedTest
    @MethodSource("dev.milepost.fraud.model.detect.Kind#all")
    void aDetectorThatWasReadBackGoesOnBitForBit(Kind kind) throws IOException {
        Detector through = kind.make().apply(WIDTH);
        Detector written = kind.make().apply(WIDTH);
        scores(through, ROWS.subList(0, BEFORE));
        scores(written, ROWS.subList(0, BEFORE));
        byte[] bytes = Streams.bytes(written::write);

        Detector read = kind.back(bytes);

        assertThat(Streams.bytes(read::write)).isEqualTo(bytes);
        List<double[]> after = ROWS.subList(BEFORE, ROWS.size());
        List<Double> expected = scores(through, after);
        assertThat(scores(read, after)).isEqualTo(expected);
        assertThat(Set.copyOf(expected)).as("different scores").hasSizeGreaterThan(after.size() / 4);
    }

    @ParameterizedTest
    @MethodSource("dev.milepost.fraud.model.detect.Kind#all")
    void aDetectorThatIsWrittenAfterEachFewRowsGoesOnToo(Kind kind) throws IOException {
        Detector through = kind.make().apply(WIDTH);
        Detector again = kind.make().apply(WIDTH);
        for (int from = 0; from < 700; from += 35) {
            List<double[]> some = ROWS.subList(from, from + 35);
            assertThat(scores(again, some)).isEqualTo(scores(through, some));
            again = kind.back(Streams.bytes(again::write));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.milepost.fraud.model.detect.Kind#all")
    void aStateThatIsCutShortOrOfAnotherFormIsRefused(Kind kind) throws IOException {
        Detector detector = kind.make().apply(WIDTH);
        scores(detector, ROWS.subList(0, 300));
        byte[] bytes = Streams.bytes(detector::write);
        assertThatThrownBy(() -> kind.back(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(EOFException.class);
        bytes[0] = 9;
        assertThatThrownBy(() -> kind.back(bytes)).hasMessage("The state has form 9, but this version reads form 1");
    }

    @Test
    void theSeedDecides() {
        List<double[]> rows = ROWS.subList(0, 1000);
        List<Double> scores = scores(new Combination(WIDTH, 8), rows);
        assertThat(scores(new Combination(WIDTH, 8), rows)).isEqualTo(scores);
        assertThat(scores(new Combination(WIDTH, 9), rows)).isNotEqualTo(scores);
    }

    @Test
    void scoringChangesNothing() throws IOException {
        Combination combination = new Combination(WIDTH, 1);
        scores(combination, ROWS.subList(0, 400));
        byte[] bytes = Streams.bytes(combination::write);
        for (double[] row : ROWS.subList(400, 500)) {
            combination.judge(row);
        }
        assertThat(Streams.bytes(combination::write)).isEqualTo(bytes);
    }

    @Test
    void contributionsOfLayersSumToTheScoreAndThoseOfValuesToTheLayers() {
        Combination combination = new Combination(WIDTH, 1);
        scores(combination, ROWS.subList(0, BEFORE));
        for (double[] row : ROWS.subList(BEFORE, BEFORE + 100)) {
            Combination.Judged judged = combination.judge(row);
            Mix.Assessment said = judged.assessment();
            assertThat(said.contributions().keySet()).isEqualTo(Layer.combined());
            assertThat(said.contributions().values().stream()
                            .mapToDouble(d -> d)
                            .sum())
                    .isEqualTo(said.score(), within(1e-9));
            assertThat(said.tail()).isBetween(0.0, 6.0);
            said.scores()
                    .forEach((layer, score) -> assertThat(Rows.sum(combination.contributions(layer, judged)))
                            .as("%s", layer)
                            .isEqualTo(score, within(1e-6)));
        }
    }

    @Test
    void rowsFarOutInOneDirectionScoreHigh() {
        List<Double> scores = scores(new Combination(WIDTH, 1), ROWS);
        double highest = scores.subList(2000, 4000).stream()
                .sorted()
                .skip(1980)
                .findFirst()
                .orElseThrow();
        for (int i = 2099; i < 4000; i += 100) {
            assertThat(scores.get(i)).as("row %s", i).isGreaterThanOrEqualTo(highest);
        }
    }
}
