package dev.milepost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.bench.fraud.Sizes;
import dev.milepost.bench.fraud.Town;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is measured is of rooms that have heard something: else the figures are those of nothing. */
class FraudStateTest {

    @Test
    void everyRefereeIsAssessedWithAllThatWasAnswered() {
        List<Evidence> evidence = Town.ofOne(10).evidence();
        for (Trigger trigger :
                List.of(Trigger.BOUND, Trigger.SETTLED_SOON, Trigger.SETTLED, Trigger.PURCHASE, Trigger.QUALIFIED)) {
            assertThat(evidence.stream().filter(each -> each.trigger() == trigger))
                    .as("%s", trigger)
                    .hasSize(10)
                    .allMatch(each -> each.identifiers().size() == 5)
                    .allMatch(each -> each.component() != null);
        }
        assertThat(evidence)
                .hasSize(50)
                .anyMatch(each -> each.window().gapsMillis().size() == 9)
                .anyMatch(each -> each.identifiers().stream().anyMatch(identifier -> identifier.advocateOnIt()));
    }

    @Test
    void whatIsKeptGrowsWithWhatWasHeard() {
        Map<String, Integer> sizes = Sizes.all();
        assertThat(sizes)
                .hasSize(17)
                .allSatisfy((of, bytes) -> assertThat(bytes).as(of).isPositive());
        assertThat(sizes.get("advocate of 50 referees")).isGreaterThan(3 * sizes.get("advocate of 10 referees"));
        assertThat(sizes.get("identifier of 20 accounts")).isGreaterThan(5 * sizes.get("identifier of 1 account"));
        assertThat(sizes.get("account of a referee")).isGreaterThan(sizes.get("account with two identifiers"));
    }
}
