package dev.milepost.runtime.clickhouse.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** An inserter that answers as a test tells it to, and remembers what went in. */
final class ScriptedInserter implements BlockInserter {

    /** One call. */
    record Call(String table, String token, int bytes) {}

    /** Refuses rows. */
    @FunctionalInterface
    interface Rule {
        void check(String table, byte[] header, byte[] rows) throws InsertFailure;
    }

    final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    final List<byte[]> taken = Collections.synchronizedList(new ArrayList<>());
    private final Deque<InsertFailure> script = new ArrayDeque<>();
    private final Rule rule;

    ScriptedInserter(Rule rule) {
        this.rule = rule;
    }

    ScriptedInserter(InsertFailure... failures) {
        this((table, header, rows) -> {});
        script.addAll(Arrays.asList(failures));
    }

    @Override
    public void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure {
        calls.add(new Call(table, token, rows.length));
        InsertFailure failure = script.poll();
        if (failure != null) {
            throw failure;
        }
        rule.check(table, header, rows);
        taken.add(rows);
    }

    @Override
    public void close() {}
}
