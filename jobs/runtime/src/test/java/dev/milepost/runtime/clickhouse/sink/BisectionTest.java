package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BisectionTest {

    private static final int VIOLATED_CONSTRAINT = 469;

    @Test
    void findsExactlyTheRefusedRowsAndInsertsEachOtherOnce() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            int rows = 1 + random.nextInt(600);
            Set<Integer> bad = new TreeSet<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                bad.add(random.nextInt(rows));
            }
            ScriptedInserter server = refusing(bad);

            List<Bisection.Refused> refused = new Bisection(TestSink.retrying(server))
                    .insert("bindings", TestSink.content("bindings", rows), "t");

            assertThat(refused).extracting(Bisection.Refused::row).containsExactlyElementsOf(bad);
            List<Integer> taken = keys(server);
            assertThat(taken).hasSize(rows - bad.size()).doesNotHaveDuplicates().noneMatch(bad::contains);
        }
    }

    @Test
    void aWholeBlockOfRefusedRowsEndsWithoutAnyInsert() throws Exception {
        ScriptedInserter server = refusing(Set.of(0, 1, 2, 3, 4));

        List<Bisection.Refused> refused =
                new Bisection(TestSink.retrying(server)).insert("bindings", TestSink.content("bindings", 5), "t");

        assertThat(refused)
                .hasSize(5)
                .allSatisfy(one -> assertThat(one.failure().code()).isEqualTo(VIOLATED_CONSTRAINT));
        assertThat(keys(server)).isEmpty();
    }

    @Test
    void everyPartHasATokenOfItsOwnThatARepetitionRepeats() throws Exception {
        Set<Integer> bad = Set.of(3, 77);
        ScriptedInserter first = refusing(bad);
        ScriptedInserter second = refusing(bad);
        for (ScriptedInserter server : List.of(first, second)) {
            new Bisection(TestSink.retrying(server)).insert("bindings", TestSink.content("bindings", 100), "t");
        }

        assertThat(first.calls).isEqualTo(second.calls);
        Set<String> tokens = new HashSet<>();
        first.calls.forEach(call -> tokens.add(call.token()));
        assertThat(tokens).hasSameSizeAs(first.calls).contains("t", "t/header", "t/L", "t/R", "t/L/L");
    }

    @Test
    void aHeaderThatDoesNotFitStopsTheJobInsteadOfRefusingEveryRow() {
        ScriptedInserter server = new ScriptedInserter((table, header, rows) -> {
            throw InsertFailure.ofServer(117, "Type of 'n' must be Int64, not Int32", null);
        });

        assertThatThrownBy(() -> new Bisection(TestSink.retrying(server))
                        .insert("bindings", TestSink.content("bindings", 100), "t"))
                .isInstanceOf(WarehouseStopped.class)
                .hasMessageContaining("columns of bindings")
                .hasMessageContaining("apply its migrations");
        assertThat(server.calls).hasSize(2);
    }

    @Test
    void aRowThatWasRefusedByAccidentIsNotGivenUp() throws Exception {
        ScriptedInserter server = new ScriptedInserter(InsertFailure.ofServer(33, "Cannot read all data", null));

        List<Bisection.Refused> refused =
                new Bisection(TestSink.retrying(server)).insert("bindings", TestSink.content("bindings", 1), "t");

        assertThat(refused).isEmpty();
        assertThat(server.calls).extracting(ScriptedInserter.Call::token).containsExactly("t", "t/header", "t/again");
    }

    @Test
    void aServerThatGoesAwayWhileABlockIsHalvedIsWaitedFor() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ScriptedInserter server = new ScriptedInserter((table, header, rows) -> {
            if (calls.incrementAndGet() % 3 != 0) {
                throw InsertFailure.unreachable("connection refused", null);
            }
            refuse(rows, Set.of(0));
        });

        List<Bisection.Refused> refused =
                new Bisection(TestSink.retrying(server)).insert("bindings", TestSink.content("bindings", 2), "t");

        assertThat(refused).extracting(Bisection.Refused::row).containsExactly(0);
        assertThat(keys(server)).containsExactly(1);
    }

    private static ScriptedInserter refusing(Set<Integer> bad) {
        return new ScriptedInserter((table, header, rows) -> refuse(rows, bad));
    }

    private static void refuse(byte[] rows, Set<Integer> bad) throws InsertFailure {
        for (int at = 0; at < rows.length; at += TestSink.ROW) {
            if (bad.contains(ByteBuffer.wrap(rows).getInt(at))) {
                throw InsertFailure.ofServer(VIOLATED_CONSTRAINT, "violated", null);
            }
        }
    }

    private static List<Integer> keys(ScriptedInserter server) {
        List<Integer> keys = new ArrayList<>();
        for (byte[] rows : server.taken) {
            for (int at = 0; at < rows.length; at += TestSink.ROW) {
                keys.add(ByteBuffer.wrap(rows).getInt(at));
            }
        }
        return keys;
    }
}
