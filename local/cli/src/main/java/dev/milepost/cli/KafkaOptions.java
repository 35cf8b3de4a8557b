package dev.milepost.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The Kafka that a command speaks to. */
final class KafkaOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka of your own, with a topic per stream, instead of the running stack's.")
    private String bootstrap;

    /** The one that was named. */
    Optional<String> named() {
        return Optional.ofNullable(bootstrap);
    }

    /** The running stack, where no other Kafka was named and one runs. */
    Optional<RunFile> stack(Home home) {
        return bootstrap == null ? RunFile.running(home) : Optional.empty();
    }

    /**
     * The one that was named, else the stack's.
     *
     * @throws CommandFailure where there is neither
     */
    String address(Optional<RunFile> stack) {
        if (bootstrap != null) {
            return bootstrap;
        }
        return stack.map(RunFile::kafka)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOTHING_THERE,
                        "No stack is running here. Start one with ./milepost up, or name a Kafka with --bootstrap."));
    }
}
