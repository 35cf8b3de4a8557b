package dev.milepost.experiments.discovery;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is to follow a milestone. Days are of 24 hours, counted from the landmark, the end of the candidate's window. */
public enum Outcome {
    /** The user shares their referral link or code in the 30 days after the landmark, and had not before. */
    REFERRAL_SHARED(0, 30),
    /** The user does anything in days 60 to 90 after the landmark. */
    RETAINED_90D(60, 90);

    private final int fromDay;
    private final int untilDay;

    Outcome(int fromDay, int untilDay) {
        this.fromDay = fromDay;
        this.untilDay = untilDay;
    }

    /** {@code referral_shared}, {@code retained_90d}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of a name; empty where there is none. */
    public static Optional<Outcome> of(String text) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst();
    }

    /** All names. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(Outcome::text).toList();
    }

    /** The first day after the landmark that counts. */
    public int fromDay() {
        return fromDay;
    }

    /** The first day after the landmark that counts no more: the outcome is known once it has come. */
    public int untilDay() {
        return untilDay;
    }

    /** Whether it is known of a user and a window, and the user had not had it by the landmark. */
    boolean isOpen(UserHistory user, int window) {
        int landmark = Grid.DAYS.get(window);
        if (user.knownDays() < landmark + untilDay) {
            return false;
        }
        return this != REFERRAL_SHARED || user.firstShareDay() < 0 || user.firstShareDay() >= landmark;
    }

    /** Whether a user of whom it is open has it. */
    boolean isHad(UserHistory user, int window) {
        if (this == RETAINED_90D) {
            return ((user.retained() >> window) & 1) == 1;
        }
        return user.firstShareDay() >= 0 && user.firstShareDay() < Grid.DAYS.get(window) + untilDay;
    }
}
