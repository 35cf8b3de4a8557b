package dev.milepost.runtime.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.runtime.fold.FoldHarness.Told;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FoldFunctionTest {

    private static final long LATENESS = 100;
    private static final long MARGIN = 10;
    private static final long UPKEEP = 25;

    /** Where state is kept. */
    private enum Backend {
        HASHMAP,
        ROCKSDB;

        StateBackend create() {
            if (this == HASHMAP) {
                return new HashMapStateBackend();
            }
            EmbeddedRocksDBStateBackend rocksdb = new EmbeddedRocksDBStateBackend();
            // So that timers are not counted among the entries.
            rocksdb.setPriorityQueueStateType(EmbeddedRocksDBStateBackend.PriorityQueueStateType.HEAP);
            return rocksdb;
        }
    }

    private static FoldSettings settings(long horizon) {
        return new FoldSettings(LATENESS, MARGIN, UPKEEP, horizon, 3);
    }

    private static FoldHarness open(Backend backend, OperatorSubtaskState restored) throws Exception {
        return new FoldHarness(FoldHarness.MODEL, settings(Long.MAX_VALUE), backend.create(), restored);
    }

    private static void assertNothingLeft(FoldHarness fold) {
        assertThat(fold.entries()).as("state entries").isZero();
        assertThat(fold.timers()).as("timers").isZero();
    }

    @Test
    void aKeyTellsItsFactsInRisingRevisionsAndLeavesNothing() throws Exception {
        try (FoldHarness fold = open(Backend.HASHMAP, null)) {
            fold.add("a:1", 1000, 5);
            fold.watermark(1009);
            assertThat(fold.told())
                    .containsExactly(
                            new Told((3L << 40) + 126, "accepted", null, "a:1@1000"),
                            new Told((3L << 40) + 127, "r/a:1", null, "1000"),
                            new Told((3L << 40) + 128, "s/1000", null, "1000..1000 open trail 5 max 5 labels 0"));
            fold.watermark(1010);
            assertThat(fold.told())
                    .containsExactly(new Told(
                            (3L << 40) + 129,
                            "s/1000",
                            "1000..1000 open trail 5 max 5 labels 0",
                            "1000..1000 closed trail 5 max 5 labels 0"));
            fold.add("b:1", 1010, 1);
            assertThat(fold.told())
                    .extracting(Told::revision)
                    .containsExactly((3L << 40) + 127, (3L << 40) + 128, (3L << 40) + 129);
            fold.watermark(5000);
            assertThat(fold.told()).extracting(Told::key).containsExactly("s/1010");
            assertNothingLeft(fold);
        }
    }

    @Test
    void aLateVisitReplaysTheTailPastTimersThatHaveFired() throws Exception {
        try (FoldHarness fold = open(Backend.HASHMAP, null)) {
            fold.add("a:1", 1000, 5);
            fold.watermark(1050);
            fold.told();
            fold.add("a:2", 1010, 6);
            assertThat(fold.told())
                    .extracting(Told::key, Told::after)
                    .containsExactly(
                            tuple("s/1000", "1000..1010 open trail 161 max 6 labels 0"),
                            tuple("r/a:2", "1010"),
                            tuple("accepted", "a:2@1010"));
            // Its timer is due already: at the next watermark.
            fold.watermark(1051);
            assertThat(fold.told())
                    .extracting(Told::after)
                    .containsExactly("1000..1010 closed trail 161 max 6 labels 0");
            fold.watermark(5000);
            assertThat(fold.told()).isEmpty();
            assertNothingLeft(fold);
        }
    }

    @Test
    void duplicatesCostNothingAndOfConflictsTheSmallestStays() throws Exception {
        try (FoldHarness fold = open(Backend.ROCKSDB, null)) {
            fold.add("a:1", 1000, 5);
            int entries = fold.entries();
            int timers = fold.timers();
            fold.told();
            for (int i = 0; i < 50; i++) {
                fold.add("a:1", 1000, 5);
            }
            assertThat(fold.told()).isEmpty();
            assertThat(fold.entries()).isEqualTo(entries);
            assertThat(fold.timers()).isEqualTo(timers);
            fold.add("a:1", 1000, 9);
            fold.add("a:1", 1001, 1);
            assertThat(fold.told()).isEmpty();
            fold.add("a:1", 1000, 4);
            assertThat(fold.told())
                    .extracting(Told::key, Told::after)
                    .containsExactly(
                            tuple("s/1000", "1000..1000 open trail 4 max 4 labels 0"),
                            tuple("replaced", "a:1@1000"),
                            tuple("accepted", "a:1@1000"));
            assertThat(fold.refused())
                    .containsExactly(
                            "CONFLICT_REFUSED a:1@1000", "CONFLICT_REFUSED a:1@1001", "CONFLICT_REPLACED a:1@1000");
            fold.watermark(5000);
            assertNothingLeft(fold);
        }
    }

    @Test
    void aRowNeverHidesBehindOneOfBeforeItsKeyWasForgotten() throws Exception {
        try (FoldHarness fold = open(Backend.HASHMAP, null)) {
            // More rows in a moment than the counter of a fresh key would have gained in the time.
            for (int i = 0; i < 200; i++) {
                fold.add("a:1" + i, 1000, 5);
            }
            fold.watermark(1300);
            long before = fold.told().stream().mapToLong(Told::revision).max().orElseThrow();
            assertThat(fold.timers())
                    .as("remembered until time has overtaken the counter")
                    .isPositive();
            fold.watermark(before % (1L << 40) * 8 + LATENESS + MARGIN + UPKEEP);
            assertNothingLeft(fold);

            long base = before % (1L << 40) * 8 - 1;
            fold.add("a:1", base + 1, 5);

            assertThat(fold.told()).extracting(Told::revision).allMatch(revision -> revision > before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void revisionsRiseOverAnyHistoryWithLongGaps(Backend backend) throws Exception {
        int seeds = backend == Backend.HASHMAP ? 5 * Integer.getInteger("milepost.seeds", 10) : 2;
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            Map<String, Long> revisions = new TreeMap<>();
            int forgotten = 0;
            long time = 1000;
            try (FoldHarness fold = open(backend, null)) {
                for (int i = 0; i < 60; i++) {
                    time += random.nextInt(3) == 0 ? random.nextInt(2_000) : random.nextInt(20);
                    fold.watermark(time - random.nextInt((int) LATENESS));
                    forgotten += i > 0 && fold.entries() == 0 ? 1 : 0;
                    for (int n = random.nextInt(20); n >= 0; n--) {
                        fold.add("a:" + random.nextInt(5), time - random.nextInt(5), random.nextInt(9));
                    }
                    assertRising(fold.told(), revisions);
                }
            }
            assertThat(forgotten)
                    .as("times that the key was forgotten, seed " + seed)
                    .isPositive();
        }
    }

    @Test
    void lettersOfConflictsAreOneForEachContentWhateverCameFirst() throws Exception {
        List<Item> copies = List.of(
                Item.visit("a:1", 1000, 9).receivedAt(3),
                Item.visit("a:1", 1000, 9).receivedAt(2),
                Item.visit("a:1", 1000, 5).receivedAt(7));
        for (List<Integer> order : List.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0))) {
            try (FoldHarness fold = open(Backend.HASHMAP, null)) {
                for (int each : order) {
                    fold.process(Change.add(copies.get(each)));
                }
                assertThat(fold.letters()).last().isEqualTo(copies.get(1).toString());
                assertThat(fold.letters()).allMatch(letter -> letter.contains("value=9"));
            }
        }
    }

    @Test
    void whatIsBehindTheBaseIsRefusedToTheMillisecond() throws Exception {
        try (FoldHarness fold = open(Backend.HASHMAP, null)) {
            fold.process(Change.put(Item.label("a:l", 1000, 1000, 1)));
            fold.add("a:9", 1040, 1);
            // The upkeep due at 1125 moves the base to 1125 - lateness - margin - 1.
            fold.watermark(1125);
            fold.told();
            fold.add("a:2", 1014, 5);
            fold.process(Change.put(Item.label("a:m", 1014, 1010, 1)));
            fold.process(Change.remove(Item.label("a:l", 1000, 1000, 1)));
            assertThat(fold.told()).isEmpty();
            assertThat(fold.refused())
                    .containsExactly("BEHIND_BASE a:2@1014", "BEHIND_BASE a:m@1014@1014", "BEHIND_BASE a:l@1000@1000");
            fold.add("a:3", 1015, 5);
            assertThat(fold.told()).extracting(Told::key).containsExactlyInAnyOrder("s/1015", "r/a:3", "accepted");
            fold.watermark(5000);
            assertNothingLeft(fold);
        }
    }

    @Test
    void aTailDoesNotWaitForAnExpiryFarAway() throws Exception {
        FoldSettings settings = new FoldSettings(LATENESS, MARGIN, UPKEEP, Long.MAX_VALUE, 1);
        SessionModel far = new SessionModel(10, 1_000_000, 20);
        try (FoldHarness fold = new FoldHarness(far, settings, Backend.ROCKSDB.create(), null)) {
            // With no tail left, the key waits for the expiry alone.
            fold.add("a:first", 0, 0);
            fold.watermark(900);
            assertThat(fold.timers()).isEqualTo(1);
            int most = 0;
            for (int i = 0; i < 500; i++) {
                fold.add("a:" + i, 1000 + 5L * i, 0);
                fold.watermark(1000 + 5L * i);
                most = Math.max(most, fold.entries());
                assertThat(fold.timers()).isLessThanOrEqualTo(2);
            }
            // One memory, and visits of lateness + margin + upkeep, one in 5 ms, and claims of twice that without
            // upkeep.
            long visits = LATENESS + MARGIN + UPKEEP;
            assertThat(most).isLessThanOrEqualTo(1 + (int) ((visits + visits + LATENESS + MARGIN) / 5) + 4);
            fold.watermark(1_100_000);
            assertNothingLeft(fold);
        }
    }

    @Test
    void aTimerThatFiresAfterTheTailIsFoldedLeavesNoHeadBehind() throws Exception {
        FoldSettings settings = new FoldSettings(1, 0, 1, Long.MAX_VALUE, 1);
        SessionModel slow = new SessionModel(500, 500, 20);
        try (FoldHarness fold = new FoldHarness(slow, settings, Backend.HASHMAP.create(), null)) {
            fold.add("a:1", 1000, 0);
            fold.watermark(1400);
            assertThat(fold.timers()).isEqualTo(1);
            fold.watermark(1500);
            assertThat(fold.told()).last().extracting(Told::after).asString().contains("closed");
            fold.watermark(1503);
            assertNothingLeft(fold);
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTimerThatIsDueBeforeItsElementDoesNotHoldTheWatermark() throws Exception {
        try (FoldHarness fold = open(Backend.HASHMAP, null)) {
            fold.add("a:1", 1000, 5);
            fold.watermark(1010);
            fold.told();
            fold.process(Change.put(Item.label("a:l", 1012, 985, 3)));
            fold.watermark(1013);
            assertThat(fold.told()).extracting(Told::key).containsExactly("l/a:l", "ripe/a:l");
            fold.watermark(5000);
            assertNothingLeft(fold);
        }
    }

    @Test
    void noTimerFiresAfterTheHorizon() throws Exception {
        try (FoldHarness fold = new FoldHarness(FoldHarness.MODEL, settings(1010), Backend.HASHMAP.create(), null)) {
            fold.add("a:1", 1000, 5);
            fold.add("b:1", 1001, 5);
            fold.told();
            fold.watermark(Long.MAX_VALUE);
            assertThat(fold.told()).extracting(Told::key).containsExactly("s/1000");
            assertThat(fold.timers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotHoldsWhatWasTrueWhenItBegan(Backend backend) throws Exception {
        OperatorSubtaskState snapshot;
        List<Told> expected;
        try (FoldHarness fold = open(backend, null)) {
            fold.add("a:1", 1000, 5);
            fold.process(Change.put(Item.label("a:l", 1005, 1000, 3)));
            fold.watermark(1125);
            fold.add("a:2", 1120, 6);
            fold.told();
            OperatorSnapshotFutures begun = fold.beginSnapshot();
            // All of these change base, head and tail in place while the bytes are still to be written.
            fold.add("a:3", 1119, 9);
            fold.add("a:3", 1118, 9);
            fold.watermark(1235);
            fold.add("a:4", 1236, 9);
            snapshot = FoldHarness.finish(begun);
        }
        try (FoldHarness fold = open(backend, null)) {
            fold.add("a:1", 1000, 5);
            fold.process(Change.put(Item.label("a:l", 1005, 1000, 3)));
            fold.watermark(1125);
            fold.add("a:2", 1120, 6);
            fold.told();
            fold.add("a:5", 1116, 7);
            fold.watermark(1240);
            fold.add("a:6", 1239, 2);
            fold.watermark(5000);
            expected = fold.told();
        }
        try (FoldHarness fold = open(backend, snapshot)) {
            fold.add("a:5", 1116, 7);
            fold.watermark(1240);
            fold.add("a:6", 1239, 2);
            fold.watermark(5000);
            assertThat(fold.told()).isEqualTo(expected);
            assertNothingLeft(fold);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyOrderAcrossRestoresTellsTheSameFacts(Backend backend) throws Exception {
        int seeds = backend == Backend.HASHMAP ? 3 * Integer.getInteger("milepost.seeds", 10) : 2;
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            List<Change<Item>> changes = new ArrayList<>();
            long time = 1000;
            for (int i = 0; i < 60; i++) {
                time += random.nextInt(15);
                // Two keys never share a time, so that no two of their facts have one name.
                String key = time % 2 == 0 ? "a:" : "b:";
                changes.add(
                        random.nextInt(4) == 0
                                ? Change.put(Item.label(key + "l" + i, time, time - random.nextInt(20), i))
                                : Change.add(Item.visit(key + i, time, random.nextInt(10))));
            }
            Map<String, String> inOrder = run(backend, changes, 1, seed, false);
            Map<String, String> shuffled = run(backend, changes, LATENESS, seed, true);
            assertThat(shuffled).as("seed " + seed).isEqualTo(inOrder);
        }
    }

    /** Each element arrives up to {@code lateness} after its time; the watermark is the time of arrival. */
    private static Map<String, String> run(
            Backend backend, List<Change<Item>> changes, long lateness, int seed, boolean restores) throws Exception {
        Random random = new Random(31L * seed + lateness);
        record Arrival(long time, Change<Item> change) {}
        List<Arrival> arrivals = new ArrayList<>();
        for (Change<Item> change : changes) {
            do {
                long late = random.nextInt((int) lateness);
                arrivals.add(new Arrival(change.element().timeMillis() + late, change));
            } while (restores && random.nextInt(5) == 0);
        }
        arrivals.sort(Comparator.comparingLong(Arrival::time));
        Map<String, String> facts = new TreeMap<>();
        Map<String, Long> revisions = new TreeMap<>();
        FoldHarness fold = open(backend, null);
        try {
            for (Arrival arrival : arrivals) {
                fold.watermark(arrival.time() - 1);
                fold.process(arrival.change());
                absorb(fold.told(), facts, revisions);
                if (restores && random.nextInt(10) == 0) {
                    OperatorSubtaskState snapshot = fold.snapshot();
                    fold.close();
                    fold = open(backend, snapshot);
                }
            }
            fold.watermark(1_000_000);
            absorb(fold.told(), facts, revisions);
            assertThat(fold.refused()).isEmpty();
            assertNothingLeft(fold);
        } finally {
            fold.close();
        }
        return facts;
    }

    private static void absorb(List<Told> told, Map<String, String> facts, Map<String, Long> revisions) {
        FoldHarness.apply(told, facts);
        assertRising(told, revisions);
    }

    private static void assertRising(List<Told> told, Map<String, Long> revisions) {
        for (Told each : told) {
            String row = each.key() + (each.key().contains("/") ? "" : each.after());
            Long former = revisions.put(row, each.revision());
            assertThat(former == null || former < each.revision())
                    .as("revision of " + each)
                    .isTrue();
        }
    }

    /** Has no public class. */
    private static final class HiddenCodec extends FoldMemoryCodec<SessionState> {
        private static final long serialVersionUID = 1L;

        HiddenCodec() {
            super(new SessionState.StateCodec());
        }
    }

    @Test
    void aCodecThatASavepointCouldNotNameIsRefusedAtOnce() {
        assertThatThrownBy(() -> new FoldFunction<SessionState, Item, String, String, Told>(
                        FoldHarness.MODEL, null, new HiddenCodec(), Item.class, new Item.ItemCodec(), settings(1)))
                .hasMessageContaining("HiddenCodec");
    }
}
