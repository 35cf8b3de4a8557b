package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.util.function.BiConsumerWithException;

/** The rows since the last seal: the last one of each table and key. Tables and rows keep the order of their first row. */
final class RowBuffer {

    private final Map<String, KeyedRows> tables = new LinkedHashMap<>();
    private long rows;
    private long bytes;

    /** Adds a row; returns whether it replaced an earlier one. */
    boolean put(Row row) {
        KeyedRows table = tables.computeIfAbsent(row.table(), name -> new KeyedRows());
        long before = table.bytes();
        boolean replaced = table.put(row);
        bytes += table.bytes() - before;
        if (!replaced) {
            rows++;
        }
        return replaced;
    }

    long rows() {
        return rows;
    }

    /** The memory that the rows take, about. */
    long bytes() {
        return bytes;
    }

    /** Hands the rows out as blocks of at most the given size, one table after the other, and forgets them. */
    void drain(
            Function<String, byte[]> headers,
            int blockBytes,
            int blockRows,
            BiConsumerWithException<String, BlockContent, IOException> blocks)
            throws IOException {
        for (var table = tables.entrySet().iterator(); table.hasNext(); ) {
            Map.Entry<String, KeyedRows> next = table.next();
            KeyedRows kept = next.getValue();
            byte[] header = headers.apply(next.getKey());
            Building building = new Building(header);
            for (int row = 0; row < kept.rows(); row++) {
                if (building.isFull(kept.length(row), blockBytes, blockRows)) {
                    blocks.accept(next.getKey(), building.seal());
                    building = new Building(header);
                }
                building.add(kept.data(), kept.start(row), kept.length(row));
            }
            blocks.accept(next.getKey(), building.seal());
            table.remove();
        }
        rows = 0;
        bytes = 0;
    }

    private static final class Building {

        private final byte[] header;
        private final ByteArrayOutputStream data = new ByteArrayOutputStream();
        private int[] ends = new int[64];
        private int rows;

        Building(byte[] header) {
            this.header = header;
        }

        boolean isFull(int next, int blockBytes, int blockRows) {
            return rows > 0 && (rows >= blockRows || (long) data.size() + next > blockBytes);
        }

        void add(byte[] from, int start, int length) {
            data.write(from, start, length);
            if (rows == ends.length) {
                ends = Arrays.copyOf(ends, 2 * rows);
            }
            ends[rows++] = data.size();
        }

        BlockContent seal() {
            return new BlockContent(header, data.toByteArray(), Arrays.copyOf(ends, rows));
        }
    }
}
