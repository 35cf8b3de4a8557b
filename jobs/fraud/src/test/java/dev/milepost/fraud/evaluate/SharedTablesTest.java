package dev.milepost.fraud.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.milepost.fraud.model.measure.Figures;
import dev.milepost.testkit.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real tables: floors a little below what is reached (the package {@code dev.milepost.fraud.model.detect} has the figures). */
class SharedTablesTest {

    private static final long SEED = 42;

    private static Figures mean(Stream<String> names) {
        List<Figures> figures = names.map(name -> "fraud/" + name + ".csv.gz")
                .map(name -> {
                    Optional<Path> file = SharedData.locate(name);
                    assumeTrue(file.isPresent(), SharedData.absent(name));
                    return Evaluation.of(file.get(), "label", SEED).combined();
                })
                .toList();
        return Figures.mean(figures);
    }

    /** Two of the five; all of them in the long profile. */
    @Test
    void cardFraudIsFound() {
        boolean all = !Boolean.parseBoolean(System.getProperty("milepost.by_turns", "true"));
        Figures mean = mean(IntStream.range(0, all ? 5 : 2).mapToObj(i -> "card_replicate_" + i));
        assertThat(mean.auc()).isGreaterThan(all ? 0.967 : 0.97);
        assertThat(mean.averagePrecision()).isGreaterThan(0.75);
        assertThat(mean.tprAt1()).isGreaterThan(0.8);
    }

    @Test
    void anomaliesOfSevenKindsAreFound() {
        Figures mean = mean(Stream.of(
                        "11_donors",
                        "19_landsat",
                        "23_mammography",
                        "27_PageBlocks",
                        "31_satimage-2",
                        "41_Waveform",
                        "5_campaign")
                .map(name -> "adbench_" + name));
        assertThat(mean.auc()).isGreaterThan(0.82);
        assertThat(mean.averagePrecision()).isGreaterThan(0.365);
    }
}
