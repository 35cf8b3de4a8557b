package dev.milepost.runtime.source;

/** Is told how far a long task is; called often, from one thread. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (phase, done, total) -> {};

    /**
     * Reports.
     *
     * @param phase what is done: {@code reading} (bytes of the input) or {@code sorting} (records)
     * @param done so much of it
     * @param total out of that
     */
    void report(String phase, long done, long total);
}
