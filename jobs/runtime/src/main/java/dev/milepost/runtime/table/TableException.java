package dev.milepost.runtime.table;

import java.nio.file.Path;

/** A table that cannot be read as what it must be: says which, where in it, what is wrong and what to do. */
public final class TableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TableException(Path file, String problem) {
        super(file + ": " + problem);
    }

    public TableException(Path file, long line, String problem) {
        super(file + ":" + line + ": " + problem);
    }

    public TableException(Path file, long line, String column, String problem) {
        super(file + ":" + line + ": column " + column + ": " + problem);
    }
}
