package dev.milepost.fraud.model.signal;

/** Why a signal has no value. */
public enum Missing implements Coded {
    NO_IDENTIFIER(0, "the referee has shown none"),
    ADVOCATE_WITHOUT(1, "the advocate has shown none"),
    NO_EMAIL(2, "no e-mail hash of both"),
    NO_CLICK(3, "no click before the signup"),
    TOO_FEW(4, "too few referees"),
    GONE(5, "more than fifty referees since"),
    NO_BASELINE(6, "the segment has seen too few"),
    NO_ANSWER(7, "no answer from the rings"),
    NO_LABELS(8, "nobody near has been reviewed"),
    NO_THRESHOLD(9, "no reward has a threshold"),
    NO_DETECTOR(10, "the detectors are warming up"),
    NO_DOMAIN(11, "no domain of the referee's e-mail");

    private final int code;
    private final String meaning;

    Missing(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    @Override
    public int code() {
        return code;
    }

    /** The same in words. */
    public String meaning() {
        return meaning;
    }
}
