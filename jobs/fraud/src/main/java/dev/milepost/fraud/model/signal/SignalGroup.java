package dev.milepost.fraud.model.signal;

/** Signals of one cause: within a group the strongest counts, so that one fact seen twice does not count twice. */
public enum SignalGroup implements Coded {
    IDENTITY(0),
    VELOCITY(1),
    TIMING(2),
    NETWORK(3),
    RING(4),
    MONETISATION(5),
    HISTORY(6),
    ANOMALY(7);

    private final int code;

    SignalGroup(int code) {
        this.code = code;
    }

    /**
     * The group of a {@link #code()}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SignalGroup ofCode(int code) {
        for (SignalGroup group : values()) {
            if (group.code == code) {
                return group;
            }
        }
        throw new IllegalArgumentException("No group of signals has code " + code);
    }

    @Override
    public int code() {
        return code;
    }
}
