package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.RowEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The header of each table's blocks, made once. For one thread. */
final class Headers implements Function<String, byte[]> {

    private final Map<String, byte[]> made = new HashMap<>();

    @Override
    public byte[] apply(String table) {
        return made.computeIfAbsent(table, name -> RowEncoder.of(name).header());
    }
}
