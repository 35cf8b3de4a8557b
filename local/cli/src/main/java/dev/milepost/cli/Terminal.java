package dev.milepost.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks: results go to {@code out}, how far it is to {@code err}.
 *
 * @param interactive a person watches {@code err}: bars that redraw themselves are welcome
 */
record Terminal(PrintStream out, PrintStream err, boolean interactive) {

    /** This process's own. */
    static Terminal system() {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        // The launcher looks whether standard error is a terminal; Java alone can only tell of both ends at once.
        return new Terminal(out, err, "true".equals(System.getProperty("milepost.tty")));
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
