package dev.milepost.cli;

/** What the command line's exit codes mean: a contract with scripts. */
public final class ExitCode {

    /** It did what was asked. */
    public static final int OK = 0;

    /** It failed: a statement was refused, a job failed, a server gave no answer. */
    public static final int FAILURE = 1;

    /** The command was not understood. */
    public static final int USAGE = 2;

    /** The ClickHouse engine is not installed. */
    public static final int ENGINE_MISSING = 3;

    /** A port that was asked for is in use. */
    public static final int PORT_TAKEN = 4;

    /** Another process works on the warehouse or the data folder. */
    public static final int LOCKED = 5;

    /** Input was refused: files, programs, rules, settings; or lines that {@code send} rejected. */
    public static final int REFUSED_INPUT = 6;

    /** There is no running stack, or no warehouse yet. */
    public static final int NOTHING_THERE = 7;

    /**
     * The rows in the warehouse are not what they must be, a backfill would hide some that are, or an experiment's arms have not the
     * units they should have.
     */
    public static final int FIGURES_DIFFER = 8;

    /** Stopped by the person before it could end well. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
