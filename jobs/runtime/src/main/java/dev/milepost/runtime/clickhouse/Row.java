package dev.milepost.runtime.clickhouse;

import java.util.Arrays;

/** One row for the warehouse, encoded. The arrays are owned by the row and never changed. */
public final class Row {

    private final String table;
    private final byte[] bytes;

    /** The array that begins with the key: the row itself where its first columns are the key. */
    private final byte[] keyed;

    private final int keyLength;

    /**
     * Makes a row.
     *
     * @param table the table in {@code milepost_store}
     * @param key the encoded columns of the table's key: of two rows of one key in a block, the later one stays
     * @param bytes the row in RowBinary, in the order of the table's columns, revision and is_deleted last
     */
    public Row(String table, byte[] key, byte[] bytes) {
        this(table, key, key.length, bytes);
    }

    private Row(String table, byte[] keyed, int keyLength, byte[] bytes) {
        this.table = table;
        this.keyed = keyed;
        this.keyLength = keyLength;
        this.bytes = bytes;
    }

    /**
     * Makes a row that its key leads: no second array holds it.
     *
     * @param keyLength how many of the row's first bytes are its key
     */
    static Row led(String table, int keyLength, byte[] bytes) {
        if (keyLength < 0 || keyLength > bytes.length) {
            throw new IllegalArgumentException("a key of " + keyLength + " bytes cannot lead a row of " + bytes.length);
        }
        return new Row(table, bytes, keyLength, bytes);
    }

    public String table() {
        return table;
    }

    /** A copy of the key. */
    public byte[] key() {
        return Arrays.copyOf(keyed, keyLength);
    }

    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes the key has. */
    public int keyLength() {
        return keyLength;
    }

    /** Whether the key's columns are the row's first. */
    public boolean isLedByKey() {
        return keyed == bytes;
    }

    /** Whether its key is those bytes. */
    public boolean hasKey(byte[] array, int from, int length) {
        return Arrays.equals(keyed, 0, keyLength, array, from, from + length);
    }

    /** A hash of the key alone. */
    public int keyHash() {
        int hash = 1;
        for (int i = 0; i < keyLength; i++) {
            hash = 31 * hash + keyed[i];
        }
        return hash;
    }
}
