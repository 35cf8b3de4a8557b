package dev.milepost.runtime.clickhouse;

/** The warehouse is not, and was not made, what this release needs. The message says why and what to do. */
public final class MigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MigrationException(String message) {
        super(message);
    }

    MigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
