package dev.milepost.fraud.model.review;

import java.io.IOException;

/** Where a case stands. */
public enum CaseStatus {
    /** It waits for a reviewer. */
    OPEN(0),
    /** Somebody decided, and a second person has to confirm. */
    PENDING(1),
    /** All that is undecided is blocked: nobody has to look at it, unless the advocate appeals. */
    BLOCKED(2),
    /** All of it is decided. */
    DECIDED(3),
    /** Nobody decided in time. */
    TIMED_OUT(4),
    /** It has become part of another case. */
    MERGED(5);

    private final int code;

    CaseStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static CaseStatus of(int code) throws IOException {
        for (CaseStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IOException("No status of a case has code " + code);
    }

    /** Whether somebody has to do something. */
    public boolean isAwaited() {
        return this == OPEN || this == PENDING;
    }

    /** Whether it takes no new referrals. */
    public boolean isFinished() {
        return this == DECIDED || this == TIMED_OUT || this == MERGED;
    }
}
