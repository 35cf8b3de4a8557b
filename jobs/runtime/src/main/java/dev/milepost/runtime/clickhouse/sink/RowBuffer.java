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

    /** What a buffered row costs beside its bytes: map entry, key object, array headers. */
    static final int OVERHEAD = 120;

    private final Map<String, Map<Key, byte[]>> tables = new LinkedHashMap<>();
    private long rows;
    private long bytes;

    /** Adds a row; returns whether it replaced an earlier one. */
    boolean put(Row row) {
        byte[] earlier =
                tables.computeIfAbsent(row.table(), t -> new LinkedHashMap<>()).put(new Key(row.key()), row.bytes());
        if (earlier == null) {
            rows++;
            bytes += OVERHEAD + row.key().length + row.bytes().length;
            return false;
        }
        bytes += row.bytes().length - earlier.length;
        return true;
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
            Map.Entry<String, Map<Key, byte[]>> next = table.next();
            byte[] header = headers.apply(next.getKey());
            Building building = new Building(header);
            for (byte[] row : next.getValue().values()) {
                if (building.isFull(row, blockBytes, blockRows)) {
                    blocks.accept(next.getKey(), building.seal());
                    building = new Building(header);
                }
                building.add(row);
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

        boolean isFull(byte[] next, int blockBytes, int blockRows) {
            return rows > 0 && (rows >= blockRows || (long) data.size() + next.length > blockBytes);
        }

        void add(byte[] row) {
            data.writeBytes(row);
            if (rows == ends.length) {
                ends = Arrays.copyOf(ends, 2 * rows);
            }
            ends[rows++] = data.size();
        }

        BlockContent seal() {
            return new BlockContent(header, data.toByteArray(), Arrays.copyOf(ends, rows));
        }
    }

    private static final class Key {

        private final byte[] bytes;
        private final int hash;

        Key(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && hash == that.hash && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
