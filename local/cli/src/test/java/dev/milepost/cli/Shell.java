package dev.milepost.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs commands in this process on a folder of their own, and keeps what they said. */
final class Shell {

    private final Home home;
    private final Map<String, String> environment;
    private final StopSignal stop = StopSignal.silent();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Shell(Path root, Map<String, String> environment) {
        this.home = new Home(root);
        this.environment = environment;
    }

    Shell(Path root) {
        this(root, Map.of());
    }

    /** Runs one command; gives its exit code. What earlier ones said is forgotten. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        return Main.run(new Context(home, terminal(), environment, stop), arguments);
    }

    /** The person's wish to end the command that runs. */
    void stop() {
        stop.wish();
    }

    Terminal terminal() {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Terminal.USUAL_WIDTH);
    }

    Home home() {
        return home;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
