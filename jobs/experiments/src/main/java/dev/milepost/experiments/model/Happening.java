package dev.milepost.experiments.model;

/** What may count for a unit. */
public enum Happening {
    /** An own order or renewal, gross. */
    OWN_SALE(0),
    /** What a refund or chargeback takes off an own order. */
    OWN_REFUND(1),
    OPT_OUT(2),
    /** A referee signed up. */
    REFERRED_SIGNUP(3),
    /** A referee bought for the first time. */
    REFERRED_PURCHASE(4),
    /** A referee's order or renewal, gross. */
    REFERRED_SALE(5),
    /** What a refund or chargeback takes off a referee's order. */
    REFERRED_REFUND(6);

    /** How it is written. */
    final int code;

    Happening(int code) {
        this.code = code;
    }
}
