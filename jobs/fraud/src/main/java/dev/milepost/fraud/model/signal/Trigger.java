package dev.milepost.fraud.model.signal;

/** What a referral is assessed for. */
public enum Trigger implements Coded {
    BOUND(0),
    /** Ten minutes after binding. */
    SETTLED_SOON(1),
    /** A day after binding: identifiers and rings have settled. */
    SETTLED(2),
    PURCHASE(3),
    REFUND(4),
    CHARGEBACK(5),
    QUALIFIED(6),
    /** Fourteen days after it qualified. */
    ACTIVITY(7),
    /** Twenty-eight days after binding: a last look, before what is usually held a month is let go. */
    LAST_LOOK(8);

    private final int code;

    Trigger(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
