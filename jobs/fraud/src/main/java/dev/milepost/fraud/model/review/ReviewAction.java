package dev.milepost.fraud.model.review;

/** What somebody did about a case, as the stream {@code reviews} spells it. */
public enum ReviewAction {
    CLAIM,
    RELEASE_CLAIM,
    APPROVE,
    REJECT,
    PARTIAL,
    ESCALATE,
    NOT_LINKED,
    APPEAL;

    /** Whether it decides about money. */
    boolean decides() {
        return this == APPROVE || this == REJECT || this == PARTIAL;
    }

    /** Whether it says what is fraud, so that it must say of which kind and why. */
    boolean rejects() {
        return this == REJECT || this == PARTIAL;
    }
}
