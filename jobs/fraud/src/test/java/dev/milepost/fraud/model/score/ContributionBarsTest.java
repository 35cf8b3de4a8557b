package dev.milepost.fraud.model.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.Subject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContributionBarsTest {

    private static Map<Signal, Double> allBut(Signal... missing) {
        Map<Signal, Double> values = new EnumMap<>(Signal.class);
        Signal.all().forEach(signal -> values.put(signal, 0.0));
        for (Signal each : missing) {
            values.remove(each);
        }
        return values;
    }

    @Test
    void aVerdictReadsAsBars() {
        Map<Signal, Double> values = allBut(Signal.NEIGHBOUR_LABELS, Signal.ANOMALY);
        values.put(Signal.SELF_DEVICE, 0.63);
        values.put(Signal.SELF_PAYMENT, 0.63);
        values.put(Signal.INACTIVE_REFEREES, 0.744);
        Verdict verdict = new Scorer(ExpertWeights.V1).score(Vectors.SUBJECT, 1_767_571_200_000L, Vectors.of(values));
        assertThat(String.join("\n", ContributionBars.lines(verdict, false))).isEqualTo("""
                        referral r1: score 0.950
                        advocate alice, referee bob, program p
                        2026-01-05T00:00:00Z, segment p/eu/saas, model 1, rules 2, weights 1

                        signal                   value     usual  log odds
                        base rate                                   -3.892  ---------------
                        SELF_PAYMENT             0.630     0.079    +7.125  ++++++++++++++++++++++++++++
                        INACTIVE_REFEREES        0.744     0.093    +1.425  ++++++
                        VELOCITY                 0.000     0.000    -0.375  -
                        RING                     0.000     0.000    -1.025  ----
                        FAST_SIGNUP              0.000     0.000    -1.088  ----
                        IP_CONCENTRATION         0.000     0.000    -1.088  ----
                        MANY_TRACES              0.000     0.000    -3.488  --------------
                        sum                                         -2.404
                        OVERRIDE  SELF_PAYMENT and SELF_DEVICE raise 0.083 to at least 0.950
                        SELF_PAYMENT: shares payment instruments with the advocate (id-SELF_PAYMENT)
                        INACTIVE_REFEREES: referees do nothing after they qualified (id-INACTIVE_REFEREES)
                        missing NEIGHBOUR_LABELS: no answer from the rings
                        missing ANOMALY: no answer from the rings""");
    }

    @Test
    void colourAddsNothingButColour() {
        Verdict verdict = new Scorer(ExpertWeights.V1)
                .score(Vectors.SUBJECT, 0, Vectors.of(Map.of(Signal.SELF_EMAIL, 1.0, Signal.RING, 0.0)));
        String coloured = String.join("\n", ContributionBars.lines(verdict, true));
        assertThat(coloured).contains("\u001B[31m+++").contains("\u001B[32m---").contains("-\u001B[0m");
        assertThat(coloured.replaceAll("\u001B\\[[0-9]*m", ""))
                .isEqualTo(String.join("\n", ContributionBars.lines(verdict, false)));
    }

    @Test
    void noLineIsWiderThanAHundredAndNoIdMovesTheCursor() {
        Random random = new Random(6);
        Subject odd =
                new Subject("a", "r\u001B[2J" + "x".repeat(200), "p".repeat(90), "a\nb", "\u202Eb", "s".repeat(99));
        for (int i = 0; i < 500; i++) {
            Verdict verdict = new Scorer(ExpertWeights.V1).score(odd, i, Vectors.random(random));
            assertThat(ContributionBars.lines(verdict, false))
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(100).doesNotContain("\u001B", "\n", "\u202E"));
        }
    }
}
