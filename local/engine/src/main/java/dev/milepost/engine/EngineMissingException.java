package dev.milepost.engine;

/** The ClickHouse engine's library is not on this machine; the message says where it was looked for and what to run. */
public final class EngineMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineMissingException(String message) {
        super(message);
    }

    EngineMissingException(String message, Throwable cause) {
        super(message, cause);
    }
}
