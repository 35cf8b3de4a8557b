package dev.milepost.fraud.model.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QueueOrderTest {

    private static CaseView view(String id, long score, long money, long openedMillis, boolean escalated) {
        return new CaseView(
                id,
                "p",
                "a",
                null,
                CaseStatus.OPEN,
                1,
                openedMillis,
                null,
                0,
                escalated,
                1,
                1,
                score,
                money,
                0,
                0,
                null,
                null,
                1,
                "",
                List.of());
    }

    private static String order(long nowMillis, CaseView... views) {
        List<CaseView> all = new ArrayList<>(List.of(views));
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(all, new Random(seed));
            all.sort(QueueOrder.at(nowMillis));
            assertThat(all.stream().map(CaseView::caseId).distinct()).hasSize(views.length);
        }
        return String.join(" ", all.stream().map(CaseView::caseId).toList());
    }

    @Test
    void scoreTimesMoneyDecides() {
        CaseView small = view("small", 900_000, 1_000, 0, false);
        CaseView large = view("large", 400_000, 10_000, 0, false);
        assertThat(QueueOrder.priority(small, 0)).isEqualTo(900);
        assertThat(QueueOrder.priority(large, Steps.DAY)).isEqualTo(8_000);
        assertThat(order(0, small, large)).isEqualTo("large small");
    }

    /** Of the old one .5 × 1,000 × (1 + days): at nine days it passes what is new with .5 × 9,000. */
    @Test
    void whatWaitsRises() {
        CaseView old = view("old", 500_000, 1_000, 0, false);
        assertThat(order(7 * Steps.DAY, old, view("new", 500_000, 9_000, 7 * Steps.DAY, false)))
                .isEqualTo("new old");
        assertThat(order(9 * Steps.DAY, old, view("new", 500_000, 9_000, 9 * Steps.DAY, false)))
                .isEqualTo("old new");
    }

    @Test
    void whatWasEscalatedIsFirstAndWhatRisksNothingMovesToo() {
        CaseView nothing = view("nothing", 500_000, 0, 0, false);
        CaseView less = view("less", 500_000, 0, 10, false);
        CaseView escalated = view("escalated", 310_000, 0, 20, true);
        assertThat(order(Steps.DAY, less, nothing, escalated)).isEqualTo("escalated nothing less");
    }

    @Test
    void ofEqualOnesTheOlderThenTheIdDecides() {
        assertThat(order(
                        5,
                        view("b", 500_000, 200, 7, false),
                        view("a", 500_000, 200, 7, false),
                        view("c", 500_000, 200, 6, false)))
                .isEqualTo("c a b");
    }
}
