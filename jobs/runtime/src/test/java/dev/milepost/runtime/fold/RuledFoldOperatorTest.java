package dev.milepost.runtime.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.fold.RuledHarness.Told;
import dev.milepost.runtime.rules.RuleVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

final class RuledFoldOperatorTest {

    private static final RuleVersion DOUBLE = Weights.version("double", 1_050, 2);
    private static final RuleVersion TRIPLE = Weights.version("triple", 1_080, 3);

    private final Map<String, String> facts = new TreeMap<>();

    private static RuledHarness open(RuleVersion... given) throws Exception {
        return new RuledHarness(List.of(given), null, 1, 0);
    }

    private void take(RuledHarness fold) {
        for (Told each : fold.told()) {
            assertThat(facts.put(each.key(), each.after())).as(each.key()).isEqualTo(each.before());
        }
    }

    private static void end(RuledHarness fold) throws Exception {
        fold.watermark(Long.MAX_VALUE / 2);
        assertThat(fold.entries()).as("state entries").isZero();
        assertThat(fold.timers()).as("timers").isZero();
    }

    @Test
    void aRuleRevisesWhatWasFoldedOfItsTimeAndTellsTheOutputWhichEventsItHoldsFor() throws Exception {
        try (RuledHarness fold = open()) {
            fold.add("a:1", 1_040, 5);
            fold.add("a:2", 1_060, 5);
            fold.add("b:1", 1_045, 7);
            fold.watermark(1_060);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "5", "v/a:2", "5", "v/b:1", "7"));

            fold.rule(DOUBLE);

            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "5", "v/a:2", "10", "v/b:1", "7", "woke/a/1050", "5"));
            assertThat(fold.again()).containsExactly("a:2");
            // A timer that is due already: at the next watermark.
            fold.watermark(1_061);
            take(fold);
            assertThat(facts).hasSize(5).containsEntry("woke/b/1050", "7");
            end(fold);
        }
    }

    /** Its keys are walked through while their state changes. */
    @Test
    void aRuleRevisesWhatIsInRocksDbToo() throws Exception {
        try (RuledHarness fold = new RuledHarness(new EmbeddedRocksDBStateBackend(), List.of(), null, 1, 0)) {
            for (int i = 0; i < 50; i++) {
                fold.add("k" + i + ":1", 1_060, i);
            }
            fold.watermark(1_060);
            take(fold);

            fold.rule(DOUBLE);

            take(fold);
            for (int i = 0; i < 50; i++) {
                assertThat(facts).containsEntry("v/k" + i + ":1", Integer.toString(2 * i));
            }
            fold.watermark(Long.MAX_VALUE / 2);
            assertThat(fold.timers()).isZero();
        }
    }

    @Test
    void aRuleThatIsKnownChangesNothing() throws Exception {
        try (RuledHarness fold = open(DOUBLE)) {
            fold.add("a:1", 1_060, 5);
            fold.watermark(1_060);
            fold.rule(DOUBLE);
            fold.rule(DOUBLE);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "10"));
            assertThat(fold.again()).isEmpty();
            end(fold);
        }
    }

    /** It is behind every other way that event time takes, or what its timers tell would be late there. */
    @Test
    void whenAllWasSilentItGoesOnWithItsOwnInputAndIsNeverIdleItself() throws Exception {
        try (RuledHarness fold = open(DOUBLE)) {
            fold.add("a:1", 1_040, 5);
            fold.watermark(1_045);
            fold.silent(true);
            fold.watermarkOfRules(1_080);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "5"));
            assertThat(fold.marks()).containsExactly("1045");

            fold.add("b:1", 1_046, 7);
            fold.silent(false);
            fold.watermark(1_080);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "5", "v/b:1", "7", "woke/a/1050", "5", "woke/b/1050", "7"));
            assertThat(fold.marks()).containsExactly("1045", "1080");
            end(fold);
        }
    }

    @Test
    void aSilentKeyWakesWhenARuleBeginsToHoldThoughItCameAheadOfTime() throws Exception {
        try (RuledHarness fold = open()) {
            fold.add("a:1", 1_040, 5);
            fold.watermark(1_045);
            fold.rule(DOUBLE);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "5"));

            fold.watermark(1_050);

            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "5", "woke/a/1050", "5"));
            assertThat(fold.again()).isEmpty();
            end(fold);
        }
    }

    @Test
    void changesThatWaitAreFoldedByTheRulesThatCameInTheMeantime() throws Exception {
        try (RuledHarness fold = open()) {
            fold.add("a:1", 1_060, 5);
            fold.rule(DOUBLE);
            assertThat(fold.told()).isEmpty();
            fold.watermark(1_060);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "10"));
            end(fold);
        }
    }

    @Test
    void rulesInStateAndRulesGivenAtARestoreJoin() throws Exception {
        OperatorSubtaskState snapshot;
        try (RuledHarness fold = open()) {
            fold.add("a:1", 1_060, 5);
            fold.add("a:2", 1_090, 5);
            fold.rule(DOUBLE);
            snapshot = fold.snapshot();
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "10", "v/a:2", "10"));
        }
        try (RuledHarness fold = new RuledHarness(List.of(TRIPLE), snapshot, 1, 0)) {
            fold.watermark(1_000);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "10", "v/a:2", "15", "woke/a/1080", "10"));
            fold.rule(TRIPLE);
            snapshot = fold.snapshot();
            assertThat(fold.told()).isEmpty();
        }
        try (RuledHarness fold = new RuledHarness(List.of(), snapshot, 1, 0)) {
            fold.add("a:3", 1_095, 1);
            fold.watermark(1_095);
            take(fold);
            assertThat(facts).containsEntry("v/a:3", "3");
            end(fold);
        }
    }

    @Test
    void aRestoreRefusesAKnownVersionOfOtherContent() throws Exception {
        try (RuledHarness fold = open(DOUBLE)) {
            OperatorSubtaskState snapshot = fold.snapshot();
            assertThatThrownBy(() -> new RuledHarness(List.of(Weights.version("double", 1_050, 4)), snapshot, 1, 0))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .hasMessageContaining("double is known with another content")
                    .hasMessageContaining("give the new content a new version; or rebuild");
        }
    }

    @Test
    void aRestoreRefusesARuleThatSomeKeyHasPassedForGood() throws Exception {
        try (RuledHarness fold = open()) {
            fold.add("a:1", 1_060, 5);
            fold.watermark(1_060 + RuledHarness.BEHIND + RuledHarness.UPKEEP);
            OperatorSubtaskState snapshot = fold.snapshot();
            assertThatThrownBy(() -> new RuledHarness(List.of(DOUBLE), snapshot, 1, 0))
                    .isInstanceOf(SuppressRestartsException.class)
                    .cause()
                    .hasMessageContaining("double, given at the start, is valid from 1970-01-01T00:00:01.050Z")
                    .hasMessageContaining("give it a later valid_from, or rebuild");
        }
    }

    /** A release before knew no versions in state: what it was given then is given now. */
    @Test
    void theStateOfAFoldThatReadItsRulesAtTheStartAloneGoesOnByThoseThatAreGiven() throws Exception {
        OperatorSubtaskState state;
        OperatorSubtaskState before = RuledHarness.stateWithoutRules(
                List.of(DOUBLE), 1_060 + RuledHarness.BEHIND + RuledHarness.UPKEEP, Item.visit("a:1", 1_060, 5));
        try (RuledHarness fold = new RuledHarness(List.of(DOUBLE), before, 1, 0)) {
            fold.add("a:2", 1_190, 5);
            fold.watermark(1_190);
            assertThat(fold.told()).containsExactly(new Told("v/a:2", null, "10"));
            state = fold.snapshot();
        }
        RuleVersion unknown = Weights.version("unknown", 1_055, 3);
        assertThatThrownBy(() -> new RuledHarness(List.of(unknown), state, 1, 0))
                .as("from now on they are in state")
                .isInstanceOf(SuppressRestartsException.class);
        try (RuledHarness fold = new RuledHarness(List.of(), state, 1, 0)) {
            fold.add("a:3", 1_191, 5);
            fold.watermark(1_191);
            assertThat(fold.told()).containsExactly(new Told("v/a:3", null, "10"));
            end(fold);
        }
    }

    @Test
    void theRulesAreThereAtAnyParallelism() throws Exception {
        OperatorSubtaskState one;
        try (RuledHarness fold = open()) {
            for (int i = 0; i < 20; i++) {
                fold.add("k" + i + ":1", 1_060, 1);
            }
            fold.rule(DOUBLE);
            one = fold.snapshot();
            take(fold);
        }
        OperatorSubtaskState two = null;
        for (int subtask = 0; subtask < 2; subtask++) {
            try (RuledHarness fold =
                    new RuledHarness(List.of(), RuledHarness.rescaled(one, 1, 2, subtask), 2, subtask)) {
                for (int i = 0; i < 20; i++) {
                    fold.addIfOwned("k" + i + ":2", 1_070, 1);
                }
                fold.rule(TRIPLE);
                OperatorSubtaskState part = fold.snapshot();
                two = two == null ? part : RuledHarness.packed(two, part);
                take(fold);
            }
        }
        try (RuledHarness fold = new RuledHarness(List.of(), RuledHarness.rescaled(two, 2, 1, 0), 1, 0)) {
            for (int i = 0; i < 20; i++) {
                fold.add("k" + i + ":3", 1_085, 1);
            }
            fold.watermark(1_085);
            take(fold);
            for (int i = 0; i < 20; i++) {
                assertThat(facts)
                        .containsEntry("v/k" + i + ":1", "2")
                        .containsEntry("v/k" + i + ":2", "2")
                        .containsEntry("v/k" + i + ":3", "3")
                        .containsEntry("woke/k" + i + "/1080", "4");
            }
            assertThat(facts).hasSize(80);
            end(fold);
        }
    }

    @Test
    void theFirstRuleAfterARestoreFindsWhatWasFoldedBefore() throws Exception {
        OperatorSubtaskState snapshot;
        try (RuledHarness fold = open()) {
            fold.add("a:1", 1_060, 5);
            snapshot = fold.snapshot();
            take(fold);
        }
        try (RuledHarness fold = new RuledHarness(List.of(), snapshot, 1, 0)) {
            fold.rule(DOUBLE);
            take(fold);
            assertThat(facts).isEqualTo(Map.of("v/a:1", "10"));
            end(fold);
        }
    }
}
