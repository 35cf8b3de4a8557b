package dev.milepost.runtime.ingest;

/**
 * A record that cannot be used. It becomes a dead letter; it never fails a job. Without a stack trace: bad records may
 * come in millions, and where one was met says nothing.
 */
public final class RecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Says why.
     *
     * @param reason one of {@link Reasons}
     * @param detail what was wrong, with the field
     */
    public RecordException(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** A field that its contract refuses. */
    static RecordException invalid(String field, String expected, String found) {
        return new RecordException(Reasons.INVALID, "field " + field + ": expected " + expected + ", found " + found);
    }

    public String reason() {
        return reason;
    }
}
