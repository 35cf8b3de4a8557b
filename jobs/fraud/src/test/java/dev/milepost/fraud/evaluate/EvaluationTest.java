package dev.milepost.fraud.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.detect.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

    @TempDir
    private Path folder;

    /** Rows of noise; each fiftieth is a positive that lies off by five in three of five values. */
    private Path file(int rows, int firstPositive) throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("a,b,c,d,e,label\n");
        for (int i = 0; i < rows; i++) {
            boolean positive = i >= firstPositive && i % 50 == 0;
            for (int j = 0; j < 5; j++) {
                text.append(random.nextGaussian() + (positive && j < 3 ? 5 : 0)).append(',');
            }
            text.append(positive ? 1 : 0).append('\n');
        }
        return Files.writeString(folder.resolve("noise.csv"), text);
    }

    @Test
    void whatLiesFarOffIsFoundByEachAndByAll() throws IOException {
        Evaluation.Outcome outcome = Evaluation.of(file(2000, 0), "label", 1);
        assertThat(outcome.rows()).isEqualTo(1744);
        assertThat(outcome.positives()).as("300, 350 … 1950").isEqualTo(34);
        assertThat(outcome.layers()).containsOnlyKeys(Layer.values());
        outcome.layers()
                .forEach((layer, figures) ->
                        assertThat(figures.auc()).as("%s", layer).isGreaterThan(0.95));
        assertThat(outcome.combined().averagePrecision()).isGreaterThan(0.99);
        assertThat(outcome.without().keySet()).isEqualTo(Layer.combined());
        assertThat(outcome.micros().get(Layer.RANDOM_CUT)).isPositive();
    }

    @Test
    void theSameFileAndSeedGiveTheSameFigures() throws IOException {
        Path file = file(1000, 0);
        Evaluation.Outcome outcome = Evaluation.of(file, "label", 1);
        Evaluation.Outcome again = Evaluation.of(file, "label", 1);
        assertThat(again.layers()).isEqualTo(outcome.layers());
        assertThat(again.combined()).isEqualTo(outcome.combined());
        assertThat(again.without()).isEqualTo(outcome.without());
    }

    /** The same rows under other labels: were a label seen, the scores of what is not labelled would differ. */
    @Test
    void noDetectorSeesALabel() throws IOException {
        Path file = file(1000, 0);
        Evaluation.Outcome outcome = Evaluation.of(file, "label", 1);
        String inverted = Files.readString(file)
                .replaceAll(",0\n", ",2\n")
                .replaceAll(",1\n", ",0\n")
                .replaceAll(",2\n", ",1\n");
        Evaluation.Outcome other = Evaluation.of(Files.writeString(folder.resolve("i.csv"), inverted), "label", 1);
        assertThat(other.combined().auc()).isEqualTo(1 - outcome.combined().auc(), within(1e-12));
    }

    @Test
    void tooFewRowsAndLabelsOfOneKindAreTold() throws IOException {
        Path few = file(256, 0);
        assertThatThrownBy(() -> Evaluation.of(few, "label", 1))
                .hasMessage(few + ": there are 256 rows, of which the first 256 only warm up; give more");
        Path none = file(400, 1000);
        assertThatThrownBy(() -> Evaluation.of(none, "label", 1))
                .hasMessage(
                        none + ": after the first 256 rows, which only warm up, all labels are 0; figures need both");
    }
}
