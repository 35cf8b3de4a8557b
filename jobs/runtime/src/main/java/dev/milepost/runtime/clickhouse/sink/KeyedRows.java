package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import java.util.Arrays;

/**
 * Rows of one table, the last one of each key, in the order of each key's first. They lie one behind the other in a single
 * array: of objects that wait for a checkpoint by the hundred thousand, the garbage collector would carry each about.
 *
 * <p>A hash table with open addressing, linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithm L), at
 * most half full.
 */
final class KeyedRows {

    /** What a row costs beside its bytes: its numbers, and its place in the hash table. */
    static final int OVERHEAD = 32;

    private static final int FEWEST = 64;

    private byte[] data = new byte[1 << 12];
    private int size;

    private int[] hashes = new int[FEWEST];
    private int[] keyStarts = new int[FEWEST];
    private int[] keyLengths = new int[FEWEST];
    private int[] starts = new int[FEWEST];
    private int[] lengths = new int[FEWEST];
    private int rows;

    /** The number of a row plus 1 by place; 0 where there is none. */
    private int[] places = new int[2 * FEWEST];

    /** Adds a row; returns whether it replaced an earlier one. */
    boolean put(Row row) {
        int hash = spread(row.keyHash());
        int mask = places.length - 1;
        int place = hash & mask;
        for (; places[place] != 0; place = (place + 1) & mask) {
            int number = places[place] - 1;
            if (hashes[number] == hash && row.hasKey(data, keyStarts[number], keyLengths[number])) {
                replace(number, row.bytes());
                return true;
            }
        }
        places[place] = rows + 1;
        add(hash, row);
        return false;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }

    private void add(int hash, Row row) {
        if (rows == hashes.length) {
            int more = 2 * rows;
            hashes = Arrays.copyOf(hashes, more);
            keyStarts = Arrays.copyOf(keyStarts, more);
            keyLengths = Arrays.copyOf(keyLengths, more);
            starts = Arrays.copyOf(starts, more);
            lengths = Arrays.copyOf(lengths, more);
        }
        hashes[rows] = hash;
        keyStarts[rows] = size;
        keyLengths[rows] = row.keyLength();
        if (!row.isLedByKey()) {
            append(row.key());
        }
        starts[rows] = size;
        lengths[rows] = row.bytes().length;
        append(row.bytes());
        rows++;
        if (2 * rows > places.length) {
            placeAnew();
        }
    }

    /** The key, which may lead the row, stays where it is. */
    private void replace(int number, byte[] bytes) {
        if (bytes.length <= lengths[number]) {
            System.arraycopy(bytes, 0, data, starts[number], bytes.length);
        } else {
            starts[number] = size;
            append(bytes);
        }
        lengths[number] = bytes.length;
    }

    private void append(byte[] bytes) {
        int end = Math.addExact(size, bytes.length);
        if (end > data.length) {
            data = Arrays.copyOf(data, (int) Math.max(end, Math.min(2L * data.length, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(bytes, 0, data, size, bytes.length);
        size = end;
    }

    private void placeAnew() {
        places = new int[2 * places.length];
        int mask = places.length - 1;
        for (int number = 0; number < rows; number++) {
            int place = hashes[number] & mask;
            while (places[place] != 0) {
                place = (place + 1) & mask;
            }
            places[place] = number + 1;
        }
    }

    int rows() {
        return rows;
    }

    /** The memory that the rows take, about; those that were replaced by longer ones included. */
    long bytes() {
        return size + (long) rows * OVERHEAD;
    }

    /** The array that the rows lie in. */
    byte[] data() {
        return data;
    }

    int start(int number) {
        return starts[number];
    }

    int length(int number) {
        return lengths[number];
    }
}
