package dev.milepost.runtime.clickhouse;

/** A statement that ClickHouse refused, or that never reached it or whose answer never came. */
public final class ClickHouseFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The code of a failure that is not the server's word. */
    public static final int NO_CODE = -1;

    private final int code;

    /**
     * @param code the server's error code, or {@link #NO_CODE}
     */
    public ClickHouseFailure(int code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The server's error code (ClickHouse's {@code ErrorCodes.cpp}), or {@link #NO_CODE}. */
    public int code() {
        return code;
    }

    /** The server gave no word: it was not reached, or the answer was lost. The statement may have been carried out. */
    public boolean isTransport() {
        return code == NO_CODE;
    }
}
