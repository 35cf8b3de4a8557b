package dev.milepost.runtime.clickhouse.sink;

/**
 * What the checkpoint holds until it is committed: encoded rows of one table, or where they are spooled. Exactly one of
 * {@link #inline()} and {@link #spooled()} is set.
 */
public final class Block {

    private final String table;
    private final int rows;
    private final String token;
    private final byte[] inline;
    private final SpoolFile spooled;

    private Block(String table, int rows, String token, byte[] inline, SpoolFile spooled) {
        this.table = table;
        this.rows = rows;
        this.token = token;
        this.inline = inline;
        this.spooled = spooled;
    }

    static Block inline(String table, int rows, String token, byte[] content) {
        return new Block(table, rows, token, content, null);
    }

    static Block spooled(String table, int rows, String token, SpoolFile file) {
        return new Block(table, rows, token, null, file);
    }

    String table() {
        return table;
    }

    int rows() {
        return rows;
    }

    /** What the server recognises the block by; see {@link BlockContent#token}. */
    String token() {
        return token;
    }

    /** The encoded {@link BlockContent}, or null. */
    byte[] inline() {
        return inline;
    }

    /** The file that holds the encoded {@link BlockContent}, or null. */
    SpoolFile spooled() {
        return spooled;
    }

    @Override
    public String toString() {
        return rows + " rows of " + table
                + (spooled == null ? " (" + inline.length + " bytes)" : " in " + spooled.path());
    }
}
