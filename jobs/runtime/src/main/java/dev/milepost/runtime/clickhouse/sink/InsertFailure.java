package dev.milepost.runtime.clickhouse.sink;

/** An insert did not succeed, as far as the client can tell; it may have gone in all the same. */
public final class InsertFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The code of a failure that the server gave no code for. */
    public static final int NO_CODE = 0;

    private final int code;
    private final FailureKind kind;

    private InsertFailure(int code, FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.kind = kind;
    }

    /** A failure that the server reported by one of its error codes. */
    public static InsertFailure ofServer(int code, String message, Throwable cause) {
        return new InsertFailure(code, ServerErrors.kind(code), message, cause);
    }

    /** No answer: refused connection, timeout, broken transfer, a proxy that found no server. */
    public static InsertFailure unreachable(String message, Throwable cause) {
        return new InsertFailure(NO_CODE, FailureKind.RETRY, message, cause);
    }

    /** The rows would go where nobody sees them. The message says what a person has to do: it is all that is said. */
    public static InsertFailure pointless(String message) {
        return new InsertFailure(NO_CODE, FailureKind.STOP, message, null);
    }

    /** The server's error code, or {@link #NO_CODE}. */
    public int code() {
        return code;
    }

    public FailureKind kind() {
        return kind;
    }
}
