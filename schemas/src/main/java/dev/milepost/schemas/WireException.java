package dev.milepost.schemas;

/** Bytes that are no record of ours. The message says what was wrong and at which byte. */
public final class WireException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was wrong with the bytes. */
    public enum Kind {
        /** They name a schema that no release has published, or that the registry does not have. */
        UNKNOWN_SCHEMA,
        /** The registry has their schema, but it does not resolve to the contract. */
        INCOMPATIBLE_SCHEMA,
        /** They are in none of the framings, or their body does not fit its schema. */
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

    static WireException undecodable(String words, Throwable cause) {
        return new WireException(Kind.UNDECODABLE, words, cause);
    }

    public Kind kind() {
        return kind;
    }
}
