package dev.milepost.console.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which cases are listed together. */
public enum CaseList {

    /** Somebody has to do something about them: the queue, what is to be reviewed first in front. */
    WAITING("Waiting for somebody", "No case waits for anybody.", "OPEN", "PENDING"),

    /** All that is undecided of them the pipeline has blocked by itself; the latest first. */
    BLOCKED("Blocked", "No case is blocked.", "BLOCKED"),

    /** They are decided, or over; the latest first. */
    CLOSED("Closed", "No case is closed.", "DECIDED", "TIMED_OUT", "MERGED");

    private static final String SEPARATOR = ",";

    private final String title;
    private final String empty;
    private final String statuses;

    CaseList(String title, String empty, String... statuses) {
        this.title = title;
        this.empty = empty;
        this.statuses = String.join(SEPARATOR, statuses);
    }

    /** As addresses write it: {@code blocked}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The list of that id. */
    static Optional<CaseList> of(String id) {
        return Arrays.stream(values()).filter(each -> each.id().equals(id)).findFirst();
    }

    /** The list that has that case. */
    static CaseList having(ShownCase shown) {
        return Arrays.stream(values())
                .filter(each -> List.of(each.statuses.split(SEPARATOR, -1)).contains(shown.status()))
                .findFirst()
                .orElse(CLOSED);
    }

    /** As people read it. */
    public String title() {
        return title;
    }

    /** What they read where it has none. */
    public String empty() {
        return empty;
    }

    /** As {@code fraud_cases} spells them, with commas between them. */
    String statuses() {
        return statuses;
    }
}
