package dev.milepost.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.dashboards.Dashboards;
import dev.milepost.dashboards.Panel;
import org.junit.jupiter.api.Test;

class LookTest {

    @Test
    void aSmallPIsNotSaidToBeNone() {
        Look comparisons = new Look(panel("milepost-experiments", 12));
        Look smallest = new Look(panel("milepost-experiments", 6));

        assertThat(comparisons.text("p (Holm)", 0.0004)).isEqualTo("< 0.001");
        assertThat(comparisons.text("p", 0.0)).isEqualTo("< 0.001");
        assertThat(comparisons.text("p", 0.0006)).isEqualTo("0.001");
        assertThat(comparisons.text("Effect", 0.0)).isEqualTo("0.000");
        assertThat(smallest.text("value", 0.00004)).isEqualTo("< 0.0001");
    }

    @Test
    void countsAndMoneyAreToldToTheLastDigit() {
        assertThat(new Look(panel("milepost-programs", 1)).text("value", 9_538L))
                .isEqualTo("9,538");
        assertThat(new Look(panel("milepost-economics", 1)).text("value", 13_299.5))
                .isEqualTo("13,299.5");
        assertThat(new Look(panel("milepost-economics", 4)).text("value", 1_200L))
                .as("yen")
                .isEqualTo("1,200");
        assertThat(new Look(panel("milepost-fraud", 6)).text("value", 1_200.375))
                .as("dinars")
                .isEqualTo("1,200.375");
        assertThat(new Look(panel("milepost-fraud", 17)).text("Version", 3L)).isEqualTo("3");
        assertThat(new Look(panel("milepost-economics", 15)).text("Cost", 1_014.25))
                .isEqualTo("1,014.25");
    }

    private static Panel panel(String uid, int id) {
        return Dashboards.find(uid).orElseThrow().panels().stream()
                .filter(panel -> panel.id() == id)
                .findFirst()
                .orElseThrow();
    }
}
