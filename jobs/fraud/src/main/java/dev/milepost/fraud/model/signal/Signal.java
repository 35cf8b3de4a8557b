package dev.milepost.fraud.model.signal;

import java.util.List;

/** The codes of the signals, in the order in which vectors have them. */
public enum Signal implements Coded {
    SELF_DEVICE(1, SignalGroup.IDENTITY, "shares devices with the advocate"),
    SELF_PAYMENT(2, SignalGroup.IDENTITY, "shares payment instruments with the advocate"),
    SELF_EMAIL(3, SignalGroup.IDENTITY, "e-mail address like the advocate's"),
    SELF_IP24(4, SignalGroup.IDENTITY, "same network as the advocate within a day"),
    DISPOSABLE(5, SignalGroup.IDENTITY, "disposable e-mail domain"),
    FAST_SIGNUP(6, SignalGroup.TIMING, "signed up faster after the click than others"),
    TIMING_SHAPE(7, SignalGroup.TIMING, "gaps between the advocate's referrals look scripted"),
    ORPHAN_CLICK(8, SignalGroup.TIMING, "signups without a click, or from another device than clicked"),
    VELOCITY(9, SignalGroup.VELOCITY, "more referrals in an hour than expected"),
    IP_CONCENTRATION(10, SignalGroup.NETWORK, "referees come from few networks"),
    DEVICE_REUSE(11, SignalGroup.NETWORK, "device used by many accounts"),
    PAY_REUSE(12, SignalGroup.NETWORK, "payment instrument used by many accounts"),
    RING(13, SignalGroup.RING, "accounts linked in a ring that refer one another"),
    REFUND_AFTER_REWARD(14, SignalGroup.MONETISATION, "referees refund after they qualified"),
    INACTIVE_REFEREES(15, SignalGroup.MONETISATION, "referees do nothing after they qualified"),
    THRESHOLD_GAMING(16, SignalGroup.MONETISATION, "orders just above a reward's threshold"),
    NEIGHBOUR_LABELS(17, SignalGroup.HISTORY, "fraud confirmed among the accounts it is linked with"),
    MANY_TRACES(18, SignalGroup.HISTORY, "the advocate's referees show weak traces of several kinds"),
    ANOMALY(19, SignalGroup.ANOMALY, "unusual for its segment as a whole");

    private static final List<Signal> ALL = List.of(values());

    private final int code;
    private final SignalGroup group;
    private final String meaning;

    Signal(int code, SignalGroup group, String meaning) {
        this.code = code;
        this.group = group;
        this.meaning = meaning;
    }

    public static List<Signal> all() {
        return ALL;
    }

    @Override
    public int code() {
        return code;
    }

    public SignalGroup group() {
        return group;
    }

    /** What it says of a referral, in words. */
    public String meaning() {
        return meaning;
    }

    /**
     * The signal of a {@link #code()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Signal ofCode(int code) {
        if (code < 1 || code > ALL.size()) {
            throw new IllegalArgumentException("No signal has code " + code);
        }
        return ALL.get(code - 1);
    }
}
