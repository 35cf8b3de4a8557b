package dev.milepost.runtime.clickhouse;

/** Brings a warehouse to the tables and views of this release. */
public final class Migrator {

    /** The database of the tables that the sink writes. */
    public static final String STORE = "milepost_store";

    private Migrator() {}
}
