package dev.milepost.runtime.source;

/** Input that cannot be read as a whole. The message says which, where, and what to do. */
public final class SourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
