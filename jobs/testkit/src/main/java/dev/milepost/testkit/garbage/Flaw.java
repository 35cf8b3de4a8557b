package dev.milepost.testkit.garbage;

/** What is wrong with a record. */
public enum Flaw {
    // Bytes or text that are no record.
    NO_RECORD("undecodable"),
    TOMBSTONE("undecodable"),
    TRUNCATED("undecodable"),
    MORE_BEHIND_THE_END("undecodable"),
    OTHER_STREAM("undecodable"),
    WRONG_FINGERPRINT("unknown_schema"),
    HUGE_LENGTH("undecodable"),
    HUGE_COLLECTION("undecodable"),
    ENDLESS_VARINT("undecodable"),
    NO_SUCH_BRANCH("undecodable"),
    NO_SUCH_SYMBOL("undecodable"),
    NO_BOOLEAN("undecodable"),
    INVALID_UTF8("undecodable"),
    NESTED_WITHOUT_END("undecodable"),
    ENDLESS_NUMBER("undecodable"),
    FIELD_TWICE("undecodable"),
    CONTROL_CHARACTER("undecodable"),

    // A record, with a value that its contract refuses.
    NESTED("invalid"),
    WRONG_TYPE("invalid"),
    MISSING_FIELD("invalid"),
    UNKNOWN_FIELD("invalid"),
    PERSONAL_DATA("invalid"),
    HALF_A_CHARACTER("invalid"),
    EMPTY_ID("invalid"),
    LONG_ID("invalid"),
    NEGATIVE_AMOUNT("invalid"),
    AMOUNT_BEYOND_64_BITS("invalid"),
    UNKNOWN_CURRENCY("invalid"),
    UNKNOWN_KIND("invalid"),
    NO_TIME("invalid"),
    BEYOND_THE_CALENDAR("invalid"),

    // A sound record at a wrong time, or in conflict with another.
    FUTURE("future"),
    LATE("late"),
    CONFLICTING_DUPLICATE("conflicting_duplicate");

    private final String reason;

    Flaw(String reason) {
        this.reason = reason;
    }

    /** The reason of the dead letter that such a record becomes. */
    public String reason() {
        return reason;
    }
}
