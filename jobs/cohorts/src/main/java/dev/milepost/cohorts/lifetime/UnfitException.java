package dev.milepost.cohorts.lifetime;

/** Purchases that a model cannot be fitted to; the message says why, and what would do. */
public final class UnfitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For what the message says. */
    public UnfitException(String message) {
        super(message);
    }
}
