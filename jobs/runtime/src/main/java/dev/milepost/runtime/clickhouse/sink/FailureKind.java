package dev.milepost.runtime.clickhouse.sink;

/** What a failed insert calls for. Decided by the server's code and by the exception's type, never by a message. */
public enum FailureKind {
    /** Nothing is wrong with the rows: the same bytes will go in later. Repeated for as long as it takes. */
    RETRY,
    /** Something is wrong with the rows. The block is halved until the refused rows are found. */
    REJECT,
    /** Only a person can help: a missing table, a wrong password. The job fails and says what to do. */
    STOP,
    /** Not in the list of {@link ServerErrors}: repeated a few times, then like {@link #STOP}. */
    UNKNOWN
}
