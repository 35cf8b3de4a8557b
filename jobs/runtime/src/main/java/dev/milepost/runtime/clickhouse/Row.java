package dev.milepost.runtime.clickhouse;

/** One row for the warehouse, encoded. The arrays are owned by the row and never changed. */
public final class Row {

    private final String table;
    private final byte[] key;
    private final byte[] bytes;

    /**
     * Makes a row.
     *
     * @param table the table in {@code milepost_store}
     * @param key the encoded columns of the table's key: of two rows of one key in a block, the later one stays
     * @param bytes the row in RowBinary, in the order of the table's columns, revision and is_deleted last
     */
    public Row(String table, byte[] key, byte[] bytes) {
        this.table = table;
        this.key = key;
        this.bytes = bytes;
    }

    public String table() {
        return table;
    }

    public byte[] key() {
        return key;
    }

    public byte[] bytes() {
        return bytes;
    }
}
