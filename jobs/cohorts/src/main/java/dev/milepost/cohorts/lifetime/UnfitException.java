package dev.milepost.cohorts.lifetime;

/** Purchases that a model cannot be fitted to; the message says why, and what would do. */
public final class UnfitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isTooFew;

    /** For what the message says. */
    public UnfitException(String message) {
        this(message, false);
    }

    private UnfitException(String message, boolean isTooFew) {
        super(message);
        this.isTooFew = isTooFew;
    }

    static UnfitException tooFew(String message) {
        return new UnfitException(message, true);
    }

    /** Whether more customers would do. */
    public boolean isTooFew() {
        return isTooFew;
    }
}
