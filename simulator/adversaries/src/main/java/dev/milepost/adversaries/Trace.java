package dev.milepost.adversaries;

/** What a made-up referral can be told by, and the name of the signal that reads it. */
enum Trace {
    SHARED_DEVICE("SELF_DEVICE"),
    SHARED_CARD("SELF_PAYMENT"),
    LIKE_EMAIL("SELF_EMAIL"),
    SAME_NETWORK("SELF_IP24"),
    THROWAWAY_EMAIL("DISPOSABLE"),
    HASTE("FAST_SIGNUP"),
    REGULAR_GAPS("TIMING_SHAPE"),
    BURST("VELOCITY"),
    ONE_NETWORK("IP_CONCENTRATION"),
    DEVICE_POOL("DEVICE_REUSE"),
    CARD_POOL("PAY_REUSE"),
    WEB("RING"),
    TAKES_BACK("REFUND_AFTER_REWARD"),
    SILENCE("INACTIVE_REFEREES"),
    TUNED_AMOUNTS("THRESHOLD_GAMING"),
    NO_CLICK("ORPHAN_CLICK");

    private final String signal;

    Trace(String signal) {
        this.signal = signal;
    }

    /** The code in verdicts' reasons. */
    String signal() {
        return signal;
    }
}
