package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What it costs to look again and again, and that the page for growth managers says so to the digit. */
class PeekingTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "experiments.md");
    private static final double ALPHA = 0.05;
    private static final long SEED = 20_260_701;

    /** One in ten does it; treated, one in eight. */
    private static final Peeked.Outcome CONVERSION =
            (random, treated) -> random.nextDouble() < conversion(treated) ? 1 : 0;

    private static final double SIGMA = 1;
    private static final double MEDIAN_CENTS = 3_000;

    /** One in ten buys, for a log-normal amount in cents; treated, one in eight. */
    private static final Peeked.Outcome REVENUE = (random, treated) -> random.nextDouble() < conversion(treated)
            ? Math.round(MEDIAN_CENTS * Math.exp(SIGMA * random.nextGaussian()))
            : 0;

    private static final double MEAN_CENTS = MEDIAN_CENTS * Math.exp(SIGMA * SIGMA / 2);

    private static double conversion(boolean treated) {
        return treated ? 0.125 : 0.1;
    }

    private record Row(String outcome, List<Peeked> nothing, List<Peeked> something) {

        private static Row of(String name, Peeked.Outcome outcome, double effect) {
            Procedure plain = new FixedHorizon(ALPHA, Alternative.TWO_SIDED);
            Procedure sequence = new ConfidenceSequence(ALPHA, Alternative.TWO_SIDED, ConfidenceSequence.USUAL_TUNING);
            return new Row(
                    name,
                    Peeked.at((random, treated) -> outcome.draw(random, false), 0, SEED, plain, sequence),
                    Peeked.at(outcome, effect, SEED + 1, plain, sequence));
        }

        private String line(String procedure, int at) {
            Peeked none = nothing.get(at);
            Peeked some = something.get(at);
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |",
                    outcome,
                    procedure,
                    100 * none.winners(),
                    100 * none.winnersAtTheEnd(),
                    100 * some.leastCoverage(),
                    100 * some.coverageAlways(),
                    100 * some.winners());
        }
    }

    @Test
    void whoPeeksIsMisledByAPlainTestAndNotByASequence() throws IOException {
        Row conversion = Row.of("converted, 0 or 1", CONVERSION, 0.025);
        Row revenue = Row.of("revenue, long-tailed", REVENUE, 0.025 * MEAN_CENTS);
        for (Row row : List.of(conversion, revenue)) {
            Peeked plain = row.nothing().get(0);
            Peeked sequence = row.nothing().get(1);
            assertThat(plain.winners()).isBetween(0.22, 0.28);
            assertThat(plain.winnersAtTheEnd()).isBetween(0.04, 0.06);
            assertThat(sequence.winners()).isLessThanOrEqualTo(0.05);
            assertThat(row.something().get(1).leastCoverage()).isGreaterThanOrEqualTo(0.95);
            assertThat(row.something().get(1).coverageAlways()).isGreaterThanOrEqualTo(0.95);
            assertThat(row.something().get(0).coverageAlways()).isLessThan(0.85);
        }
        assertThat(Files.readString(PAGE))
                .contains(conversion.line("plain test", 0) + "\n" + conversion.line("confidence sequence", 1) + "\n"
                        + revenue.line("plain test", 0) + "\n" + revenue.line("confidence sequence", 1) + "\n");
    }
}
