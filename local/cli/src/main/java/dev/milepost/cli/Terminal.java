package dev.milepost.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks: results go to {@code out}, how far it is to {@code err}.
 *
 * @param interactive a person watches {@code err}: bars that redraw themselves are welcome
 * @param colour a person watches {@code out}: colours are welcome
 * @param width columns of a line
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean colour, int width) {

    /** What a terminal has that does not tell. */
    static final int USUAL_WIDTH = 80;

    private static final int LEAST_WIDTH = 20;

    /** This process's own. */
    static Terminal system() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        // The launcher looks: Java alone can only tell whether both ends are a terminal, and not how wide.
        return new Terminal(
                out,
                err,
                Boolean.getBoolean("milepost.tty"),
                Boolean.getBoolean("milepost.tty.out"),
                width(System.getProperty("milepost.columns")));
    }

    /** The width that a text tells; the usual one where it tells none that can be. */
    static int width(String columns) {
        try {
            int told = columns == null ? 0 : Integer.parseInt(columns.strip());
            return told < LEAST_WIDTH ? USUAL_WIDTH : told;
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }

    /** A line of the result. */
    void say(String line) {
        out.println(line);
    }

    /** A line about what is going on. */
    void tell(String line) {
        err.println(line);
    }
}
