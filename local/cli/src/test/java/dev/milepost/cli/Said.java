package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;

/** What was said and shown, by who said it. */
final class Said {

    private final Map<String, String> all = new TreeMap<>();

    /** Runs a command, which must end so, and keeps what it says. */
    void run(Shell shell, int code, String... command) {
        assertThat(shell.run(command))
                .as(() -> String.join(" ", command) + shell.out() + shell.err())
                .isEqualTo(code);
        add("milepost " + command[0], shell.out() + shell.err());
    }

    void add(String who, String what) {
        all.merge(who, what, String::concat);
    }

    /** What a site answered. */
    void add(String who, Site site) {
        site.answers().forEach((path, answer) -> add(who + " " + path, answer));
    }

    Map<String, String> all() {
        return all;
    }
}
