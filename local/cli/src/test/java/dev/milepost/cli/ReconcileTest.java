package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.reconcile.Difference;
import dev.milepost.attribution.reconcile.Reconciliation.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is a difference in a warehouse that is being written to. */
class ReconcileTest {

    @Test
    void whatEachComparisonShowsAnewIsNoDifference() throws Exception {
        assertThat(staying(of("a", "b"), of("b", "c"), of("c", "d"))).isEqualTo(of());
    }

    @Test
    void whatStaysIsADifferenceAmongOthersThatPass() throws Exception {
        assertThat(staying(of("a", "wrong"), of("wrong", "b"), of("wrong"), of("c", "wrong", "d")))
                .isEqualTo(of("wrong"));
    }

    @Test
    void whatIsGoneOnceIsNoDifferenceThoughItComesBack() throws Exception {
        assertThat(staying(of("a", "wrong"), of("wrong"), of("a", "wrong"), of("a", "wrong")))
                .isEqualTo(of("wrong"));
    }

    @Test
    void oneComparisonWithoutADifferenceIsEnough() throws Exception {
        assertThat(staying(of())).isEqualTo(of());
    }

    @Test
    void ofMoreDifferencesThanAreListedNoneIsLeftOut() throws Exception {
        Outcome many = new Outcome(1, 1, 500_000, of("a").listed());
        assertThat(staying(of("b"), many, many, many)).isEqualTo(many);
    }

    private static Outcome staying(Outcome... compared) throws Exception {
        Iterator<Outcome> outcomes = List.of(compared).iterator();
        Outcome stays = Reconcile.staying(outcomes::next, Duration.ZERO);
        assertThat(outcomes.hasNext()).isFalse();
        return stays;
    }

    private static Outcome of(String... conversions) {
        List<Difference> differences = Arrays.stream(conversions)
                .map(id -> new Difference("u", id, "first", "t", "amount_minor", 0, 0, 1, 2, "", ""))
                .toList();
        return new Outcome(10, 30, differences.size(), differences);
    }
}
