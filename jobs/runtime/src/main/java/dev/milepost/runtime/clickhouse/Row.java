package dev.milepost.runtime.clickhouse;

/**
 * One row for the warehouse, encoded.
 *
 * @param table the table in {@code milepost_store}
 * @param key the encoded columns of the table's key: of two rows of one key in a block, the later one stays
 * @param bytes the row in RowBinary, in the order of the table's columns, revision and is_deleted last
 */
public record Row(String table, byte[] key, byte[] bytes) {}
