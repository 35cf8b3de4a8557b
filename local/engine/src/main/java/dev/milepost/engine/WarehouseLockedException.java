package dev.milepost.engine;

import java.nio.file.Path;

/** Another process holds the warehouse's directory: ClickHouse's files have one owner at a time. */
public final class WarehouseLockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WarehouseLockedException(Path directory, String holder) {
        super("The warehouse in " + directory + " is in use by " + holder
                + ". Stop that process first, or choose another directory.");
    }
}
