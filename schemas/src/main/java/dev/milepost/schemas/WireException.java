package dev.milepost.schemas;

/** Bytes that are no record of ours. The message says what was wrong and at which byte. */
public final class WireException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was wrong with the bytes. */
    public enum Kind {
        /** They name a schema that no release has published. */
        UNKNOWN_SCHEMA,
        /** They are not in single-object encoding, or their body does not fit its schema. */
        UNDECODABLE,
        /** They are a sound record, but of another stream than expected. */
        WRONG_STREAM
    }

    private final Kind kind;

    /** Without a stack trace: garbage may come in millions, and where it was met says nothing. */
    WireException(Kind kind, String message, Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
