package dev.milepost.fraud.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.score.FraudIds;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservoirTest {

    private static final List<Double> NONE = Collections.nCopies(8, Double.NaN);

    private final Reservoir reservoir = new Reservoir();

    private static Example example(String id, long millis, LabelSource source, boolean fraud) {
        return new Example(id, millis, source, fraud, 1, false, NONE);
    }

    @Test
    void itIsBoundedAndForgetsTheOldSooner() {
        long days = 180;
        for (long day = 0; day < days; day++) {
            for (int i = 0; i < 100; i++) {
                reservoir.add(example("r" + day + "-" + i, day * Town.DAY, LabelSource.REVIEW, false));
            }
        }
        assertThat(reservoir.size()).isEqualTo(Reservoir.MOST);
        long early = reservoir.before(90 * Town.DAY).size();
        // By half in 90 days: two late ones for each early one, less what the late ones cannot be more than all.
        assertThat((Reservoir.MOST - early) / (double) early).isBetween(1.6, 2.4);
    }

    @Test
    void whoIsForgottenIsAHashNotALot() {
        for (int i = 0; i <= Reservoir.MOST; i++) {
            reservoir.add(example("r" + i, 0, LabelSource.REVIEW, false));
        }
        String gone = "";
        double least = 1;
        for (int i = 0; i <= Reservoir.MOST; i++) {
            // ln(−ln u) falls with u: the least u goes.
            double point = FraudIds.point("reservoir", "r" + i);
            if (point < least) {
                least = point;
                gone = "r" + i;
            }
        }
        assertThat(reservoir.all().stream().map(Example::referralId))
                .hasSize(Reservoir.MOST)
                .doesNotContain(gone);
    }

    @Test
    void theStrongerLabelStaysAndOfEqualsTheLater() {
        reservoir.add(example("a", 1, LabelSource.REVIEW, true));
        reservoir.add(example("a", 2, LabelSource.REVIEW, false));
        assertThat(reservoir.all()).containsExactly(example("a", 2, LabelSource.REVIEW, false));
        reservoir.add(example("a", 3, LabelSource.REFUND, true));
        assertThat(reservoir.all()).containsExactly(example("a", 2, LabelSource.REVIEW, false));
        reservoir.add(example("a", 4, LabelSource.CHARGEBACK, true));
        reservoir.add(example("a", 5, LabelSource.REVIEW, false));
        assertThat(reservoir.all()).containsExactly(example("a", 4, LabelSource.CHARGEBACK, true));
    }

    @Test
    void whatWasAuditedStaysSoWhoeverHasTheLastWord() {
        Example chargeback = example("a", 4, LabelSource.CHARGEBACK, true);
        Example audit = example("a", 5, LabelSource.AUDIT, false).orAudited(true);
        reservoir.add(audit);
        reservoir.add(chargeback);
        assertThat(reservoir.all()).containsExactly(chargeback.orAudited(true));
        Reservoir other = new Reservoir();
        other.add(chargeback);
        assertThat(other.all().get(0).audited()).isFalse();
        other.add(audit);
        assertThat(other.all()).isEqualTo(reservoir.all());
    }

    @Test
    void examplesComeInTimeOrder() {
        reservoir.add(example("b", 2, LabelSource.REVIEW, true));
        reservoir.add(example("c", 1, LabelSource.REVIEW, true));
        reservoir.add(example("a", 2, LabelSource.REVIEW, true));
        assertThat(reservoir.before(3).stream().map(Example::referralId)).containsExactly("c", "a", "b");
        assertThat(reservoir.before(2).stream().map(Example::referralId)).containsExactly("c");
    }

    @Test
    void theAuditIsOneInAHundred() {
        int audited = 0;
        for (int i = 0; i < 100_000; i++) {
            audited += Audit.holds("referral-" + i) ? 1 : 0;
        }
        assertThat(audited).isBetween(900, 1_100);
    }
}
